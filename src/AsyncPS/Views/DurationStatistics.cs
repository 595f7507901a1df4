using Engine = AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>Durations of many jobs in a few numbers. All but the count are empty when there was none.</summary>
public sealed class DurationStatistics
{
    internal DurationStatistics(Engine.DurationStatistics durations)
    {
        Count = durations.Count;
        Shortest = durations.Shortest;
        ShortestJob = durations.ShortestJob;
        Longest = durations.Longest;
        LongestJob = durations.LongestJob;
        Average = durations.Average;
        P50 = durations.P50;
        P95 = durations.P95;
        P99 = durations.P99;
    }

    /// <summary>How many jobs.</summary>
    public long Count { get; }

    /// <summary>The shortest.</summary>
    public TimeSpan? Shortest { get; }

    /// <summary>The job that it was.</summary>
    public long? ShortestJob { get; }

    /// <summary>The longest.</summary>
    public TimeSpan? Longest { get; }

    /// <summary>The job that it was.</summary>
    public long? LongestJob { get; }

    /// <summary>The mean.</summary>
    public TimeSpan? Average { get; }

    /// <summary>Half of them took no longer.</summary>
    public TimeSpan? P50 { get; }

    /// <summary>95 of 100 took no longer.</summary>
    public TimeSpan? P95 { get; }

    /// <summary>99 of 100 took no longer.</summary>
    public TimeSpan? P99 { get; }

    /// <summary>The percentiles and the longest in one line.</summary>
    public override string ToString() => Count == 0
        ? ""
        : $"p50 {DisplayText.Duration(P50)}, p95 {DisplayText.Duration(P95)}, longest {DisplayText.Duration(Longest)} "
            + $"(job {LongestJob})";
}
