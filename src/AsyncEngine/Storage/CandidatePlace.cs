namespace AsyncEngine.Storage;

/// <summary>A place in a queue's line. What the numbers mean is the store's own.</summary>
internal sealed record CandidatePlace(long First, long Second, long Third);
