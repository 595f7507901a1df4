using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>A queue and how many jobs it holds, as it was when it was read.</summary>
public sealed class Queue
{
    internal Queue(QueueInfo info, DateTimeOffset now)
    {
        Name = info.Name;
        Description = info.Description;
        Paused = info.Paused;
        CreatedAt = info.CreatedAt.ToLocalTime();
        Pending = info.Pending;
        Held = info.Held;
        Assigned = info.Assigned;
        Active = info.Active;
        Callbacks = info.Callbacks;
        Completed = info.Completed;
        Failed = info.Failed;
        OldestWait = info.OldestPendingAt is { } since ? Moments.Between(since, now) : null;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public string? Description { get; }

    /// <summary>Whether it is suspended: its jobs stay, none is begun.</summary>
    public bool Paused { get; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Jobs that wait, held ones included.</summary>
    public long Pending { get; }

    /// <summary>Of these, jobs whose time has not come.</summary>
    public long Held { get; }

    /// <summary>Jobs that a dispatcher has claimed and not begun.</summary>
    public long Assigned { get; }

    /// <summary>Jobs that run.</summary>
    public long Active { get; }

    /// <summary>Jobs whose callbacks run.</summary>
    public long Callbacks { get; }

    /// <summary>Finished jobs that the store still keeps.</summary>
    public long Completed { get; }

    /// <summary>Of these, jobs that failed.</summary>
    public long Failed { get; }

    /// <summary>How long the first ready job has waited.</summary>
    public TimeSpan? OldestWait { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
