namespace AsyncEngine.Calls;

/// <summary>What a judge found.</summary>
/// <param name="Accepted">Ids of the accepted jobs: best first where there is a preference, else in the order given.</param>
/// <param name="Fault">Why some or all could not be judged; those are not accepted. Null = all could.</param>
internal sealed record Judgement(IReadOnlyList<long> Accepted, string? Fault = null);
