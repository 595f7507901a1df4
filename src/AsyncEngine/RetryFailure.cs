namespace AsyncEngine;

/// <summary>What a retry policy is asked about.</summary>
public sealed record RetryFailure
{
    /// <summary>The job.</summary>
    public required long JobId { get; init; }

    /// <summary>The job's name, if it has one.</summary>
    public string? JobName { get; init; }

    /// <summary>
    /// Why its call failed; null when it was interrupted before: then the question is whether it may run again, and it
    /// is asked before each run of a job that was ever interrupted.
    /// </summary>
    public JobError? Error { get; init; }

    /// <summary>The number of this start, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many calls have failed since the job was claimed, this one included (R106, R107).</summary>
    public required int Failures { get; init; }

    /// <summary>How often it was interrupted so far.</summary>
    public required int Interruptions { get; init; }

    /// <summary>Now, by the store's clock.</summary>
    public required DateTimeOffset Now { get; init; }
}
