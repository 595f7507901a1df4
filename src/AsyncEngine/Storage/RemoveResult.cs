namespace AsyncEngine.Storage;

/// <summary>What a removal did to one job.</summary>
/// <param name="Outcome">Removed, not found or refused.</param>
/// <param name="Reason">For a refusal, why.</param>
internal sealed record RemoveResult(RemoveOutcome Outcome, string? Reason = null)
{
    public static RemoveResult Removed { get; } = new(RemoveOutcome.Removed);

    public static RemoveResult NotFound { get; } = new(RemoveOutcome.NotFound);

    public static RemoveResult Refused(string reason) => new(RemoveOutcome.Refused, reason);
}
