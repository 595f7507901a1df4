using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>A lane that a claim may look at, and where its first offer stands.</summary>
internal readonly record struct LaneHead(long Lane, OfferPlace Place);
