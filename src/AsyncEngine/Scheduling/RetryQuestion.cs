namespace AsyncEngine.Scheduling;

/// <summary>All that the decision about a failed call looks at.</summary>
internal readonly record struct RetryQuestion
{
    public required RetryPolicyKind Policy { get; init; }

    public required FailureKind Kind { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The latest moment at which the job may begin; null = none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The number of this start, from 1.</summary>
    public int Attempt { get; init; }

    public int? MaxAttempts { get; init; }

    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Failures of this kind in this run, this one included (R107: each run counts anew).</summary>
    public int Count { get; init; }

    /// <summary>A number from 0 to 1 that spreads retries.</summary>
    public double Chance { get; init; }
}
