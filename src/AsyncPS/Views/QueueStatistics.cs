using Engine = AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>What a queue holds at a moment, and what became of its jobs in the time before it.</summary>
public sealed class QueueStatistics
{
    internal QueueStatistics(Engine.QueueStatistics queue)
    {
        Queue = queue.Queue;
        From = queue.From.ToLocalTime();
        To = queue.To.ToLocalTime();
        Pending = queue.Pending;
        Held = queue.Held;
        Assigned = queue.Assigned;
        Active = queue.Active;
        Callbacks = queue.Callbacks;
        OldestWait = queue.OldestWait;
        OldestJob = queue.OldestJob;
        Added = queue.Added;
        Completed = queue.Completed;
        Succeeded = queue.Succeeded;
        Failed = queue.Failed;
        Cancelled = queue.Cancelled;
        AddedPerSecond = queue.AddedPerSecond;
        CompletedPerSecond = queue.CompletedPerSecond;
        FailedPerSecond = queue.FailedPerSecond;
        Wait = new DurationStatistics(queue.Wait);
        Run = new DurationStatistics(queue.Run);
        SucceededRun = new DurationStatistics(queue.SucceededRun);
        FailedRun = new DurationStatistics(queue.FailedRun);
        ActiveRun = new DurationStatistics(queue.ActiveRun);
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }

    /// <summary>The beginning of the interval; what happened at it counts.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The end of the interval.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Jobs that wait now, held ones included.</summary>
    public long Pending { get; }

    /// <summary>Of these, jobs whose time has not come; empty when only some jobs were asked for.</summary>
    public long? Held { get; }

    /// <summary>Jobs that a dispatcher has claimed and not begun.</summary>
    public long Assigned { get; }

    /// <summary>Jobs that run now, or wait for jobs that they returned.</summary>
    public long Active { get; }

    /// <summary>Jobs whose callbacks run now.</summary>
    public long Callbacks { get; }

    /// <summary>How long the oldest ready job has waited.</summary>
    public TimeSpan? OldestWait { get; }

    /// <summary>The job that it is.</summary>
    public long? OldestJob { get; }

    /// <summary>Jobs that were added in the interval and are still in the store.</summary>
    public long Added { get; }

    /// <summary>Jobs that were completed in the interval.</summary>
    public long Completed { get; }

    /// <summary>Of these, jobs that succeeded.</summary>
    public long Succeeded { get; }

    /// <summary>Of these, jobs that failed.</summary>
    public long Failed { get; }

    /// <summary>Of these, jobs that were stopped.</summary>
    public long Cancelled { get; }

    /// <summary>Jobs added per second, over the interval.</summary>
    public double AddedPerSecond { get; }

    /// <summary>Jobs completed per second, over the interval.</summary>
    public double CompletedPerSecond { get; }

    /// <summary>Jobs failed per second, over the interval.</summary>
    public double FailedPerSecond { get; }

    /// <summary>Jobs added per minute, over the interval.</summary>
    public double AddedPerMinute => AddedPerSecond * 60;

    /// <summary>Jobs completed per minute, over the interval.</summary>
    public double CompletedPerMinute => CompletedPerSecond * 60;

    /// <summary>Jobs failed per minute, over the interval.</summary>
    public double FailedPerMinute => FailedPerSecond * 60;

    /// <summary>How long the completed jobs waited until their last run began, since they could have begun.</summary>
    public DurationStatistics Wait { get; }

    /// <summary>How long the calls of the completed jobs ran, the last run of each.</summary>
    public DurationStatistics Run { get; }

    /// <summary>Of these, jobs that succeeded.</summary>
    public DurationStatistics SucceededRun { get; }

    /// <summary>Of these, jobs that failed.</summary>
    public DurationStatistics FailedRun { get; }

    /// <summary>How long the calls that run now have run.</summary>
    public DurationStatistics ActiveRun { get; }

    /// <summary>The queue and how many of its jobs were completed.</summary>
    public override string ToString() => $"{Queue}: {Completed} completed, {Failed} failed, {Pending} pending";
}
