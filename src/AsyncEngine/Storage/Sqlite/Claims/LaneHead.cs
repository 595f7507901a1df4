using AsyncEngine.Storage.Sqlite.Lanes;

namespace AsyncEngine.Storage.Sqlite.Claims;

/// <summary>A lane that a claim may look at, and where its first offer stands.</summary>
internal readonly record struct LaneHead(long Lane, OfferPlace Place);
