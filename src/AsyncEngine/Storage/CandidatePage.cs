namespace AsyncEngine.Storage;

/// <summary>Jobs that an agent could claim now, in offer order.</summary>
/// <param name="Jobs">Their ids.</param>
/// <param name="Next">Where the next page begins; null = these were the last.</param>
internal sealed record CandidatePage(IReadOnlyList<long> Jobs, CandidatePlace? Next);
