namespace Unit.Catastrophes;

/// <summary>One run of a job, as the process that ran it noted it.</summary>
/// <param name="Member">The process.</param>
/// <param name="Number">The job's number in the test.</param>
/// <param name="BeganAt">When, on the monotonic clock.</param>
/// <param name="EndedAt">When; null when it did not come to its end.</param>
internal sealed record JournalRun(string Member, int Number, long BeganAt, long? EndedAt)
{
    /// <summary>Whether it ended because it was told to.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>Whether it came to its own end.</summary>
    public bool IsWhole => EndedAt is not null && !WasCancelled;
}
