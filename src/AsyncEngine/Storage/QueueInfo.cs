namespace AsyncEngine.Storage;

/// <summary>A queue and how many jobs it holds in each status.</summary>
public sealed record QueueInfo
{
    /// <summary>The name, as it was first written.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is suspended: its jobs stay, nobody claims them.</summary>
    public bool Paused { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Jobs that wait; held ones included.</summary>
    public long Pending { get; init; }

    /// <summary>Of the pending ones, those whose time has not come.</summary>
    public long Held { get; init; }

    /// <summary>Claimed jobs whose call has not begun.</summary>
    public long Assigned { get; init; }

    /// <summary>Running jobs.</summary>
    public long Active { get; init; }

    /// <summary>Jobs whose callbacks run.</summary>
    public long Callbacks { get; init; }

    /// <summary>Finished jobs that the store still keeps.</summary>
    public long Completed { get; init; }

    /// <summary>Of the finished ones, those that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Since when the first ready job waits; null when none does.</summary>
    public DateTimeOffset? OldestPendingAt { get; init; }

    /// <summary>The job that it is; null when none waits.</summary>
    public long? OldestPendingJob { get; init; }
}
