namespace AsyncEngine.Storage;

/// <summary>Durations of many jobs in a few numbers. All but the count are null when there was none.</summary>
/// <remarks>
/// The percentiles are exact for up to 10,000 durations, and at most 1 % off for more.
/// </remarks>
public sealed record DurationStatistics
{
    /// <summary>How many jobs.</summary>
    public long Count { get; init; }

    /// <summary>The shortest.</summary>
    public TimeSpan? Shortest { get; init; }

    /// <summary>The job that it was.</summary>
    public long? ShortestJob { get; init; }

    /// <summary>The longest.</summary>
    public TimeSpan? Longest { get; init; }

    /// <summary>The job that it was.</summary>
    public long? LongestJob { get; init; }

    /// <summary>The mean.</summary>
    public TimeSpan? Average { get; init; }

    /// <summary>Half of them took no longer.</summary>
    public TimeSpan? P50 { get; init; }

    /// <summary>95 of 100 took no longer.</summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public TimeSpan? P99 { get; init; }
}
