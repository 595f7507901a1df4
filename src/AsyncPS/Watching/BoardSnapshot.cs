using AsyncEngine.Storage;

namespace AsyncPS.Watching;

/// <summary>What the board shows: the store at one moment.</summary>
internal sealed record BoardSnapshot
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where the store is.</summary>
    public required string Location { get; init; }

    /// <summary>How often the board is drawn anew; null = once.</summary>
    public TimeSpan? Interval { get; init; }

    public IReadOnlyList<QueueInfo> Queues { get; init; } = [];

    public IReadOnlyList<QuotaInfo> Quotas { get; init; } = [];

    /// <summary>Those that are active, or were silent for less than a day.</summary>
    public IReadOnlyList<DispatcherInfo> Dispatchers { get; init; } = [];

    /// <summary>Running jobs, oldest first; at most as many as a board has room for.</summary>
    public IReadOnlyList<JobRecord> Running { get; init; } = [];

    /// <summary>Rates by the names of queues; none in the first frame.</summary>
    public IReadOnlyDictionary<string, BoardRate> Rates { get; init; } = new Dictionary<string, BoardRate>();
}
