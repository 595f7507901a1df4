namespace AsyncEngine.Storage;

/// <summary>What a drain still has to wait for.</summary>
/// <param name="Ready">Jobs that could be claimed, now or when a quota has room.</param>
/// <param name="InProgress">Jobs that some dispatcher has, living or silent.</param>
/// <param name="Retries">Held jobs that wait for their next attempt.</param>
/// <param name="NextRetryAt">When the first of those is due.</param>
internal sealed record DrainState(long Ready, long InProgress, long Retries, DateTimeOffset? NextRetryAt)
{
    /// <summary>Whether nothing is left.</summary>
    public bool IsDrained => Ready == 0 && InProgress == 0 && Retries == 0;
}
