namespace AsyncEngine.Storage;

/// <summary>
/// What a queue holds at a moment, and what became of its jobs in the time before it. Callbacks that run with their job
/// are not counted.
/// </summary>
public sealed record QueueStatistics
{
    /// <summary>The queue's name.</summary>
    public required string Queue { get; init; }

    /// <summary>The beginning of the interval; what happened at it counts.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end of the interval; what happened at it does not count.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Jobs that wait now, held ones included.</summary>
    public long Pending { get; init; }

    /// <summary>Of these, jobs whose time has not come; null when only some jobs were asked for.</summary>
    public long? Held { get; init; }

    /// <summary>Jobs that a dispatcher has claimed and not begun.</summary>
    public long Assigned { get; init; }

    /// <summary>Jobs that run now, or wait for jobs that they returned.</summary>
    public long Active { get; init; }

    /// <summary>Jobs whose callbacks run now.</summary>
    public long Callbacks { get; init; }

    /// <summary>How long the oldest ready job has waited; null when none waits, or when only some jobs were asked for.</summary>
    public TimeSpan? OldestWait { get; init; }

    /// <summary>The job that it is.</summary>
    public long? OldestJob { get; init; }

    /// <summary>Jobs that were added in the interval and are still in the store.</summary>
    public long Added { get; init; }

    /// <summary>Jobs that were completed in the interval.</summary>
    public long Completed => Succeeded + Failed + Cancelled;

    /// <summary>Of these, jobs that succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Of these, jobs that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Of these, jobs that were stopped.</summary>
    public long Cancelled { get; init; }

    /// <summary>How long the completed jobs waited until their last run began, since they could have begun.</summary>
    public DurationStatistics Wait { get; init; } = new();

    /// <summary>How long the calls of the completed jobs ran, the last run of each.</summary>
    public DurationStatistics Run { get; init; } = new();

    /// <summary>Of these, jobs that succeeded.</summary>
    public DurationStatistics SucceededRun { get; init; } = new();

    /// <summary>Of these, jobs that failed.</summary>
    public DurationStatistics FailedRun { get; init; } = new();

    /// <summary>How long the calls that run now have run.</summary>
    public DurationStatistics ActiveRun { get; init; } = new();

    /// <summary>Jobs added per second, over the interval.</summary>
    public double AddedPerSecond => Rate(Added);

    /// <summary>Jobs completed per second, over the interval.</summary>
    public double CompletedPerSecond => Rate(Completed);

    /// <summary>Jobs failed per second, over the interval.</summary>
    public double FailedPerSecond => Rate(Failed);

    private double Rate(long count) => To > From ? count / (To - From).TotalSeconds : 0;
}
