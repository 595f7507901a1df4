namespace AsyncEngine.Dispatching;

/// <summary>What a dispatcher has done since it started, at one moment.</summary>
public sealed record DispatcherStatistics
{
    /// <summary>When it was activated; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last wrote a ping; null before the first.</summary>
    public DateTimeOffset? LastPingAt { get; init; }

    /// <summary>How often it looks for jobs although nothing woke it.</summary>
    public TimeSpan PollInterval { get; init; }

    /// <summary>When it last did so; null before the first time.</summary>
    public DateTimeOffset? LastPollAt { get; init; }

    /// <summary>How long it has been active; zero before that and after its end.</summary>
    public TimeSpan Uptime { get; init; }

    /// <summary>
    /// Whether it runs and its poll is overdue: it has not come by twice the interval, or by the interval and five seconds,
    /// whichever is later (R177). The store may not answer, or the process may be out of threads.
    /// </summary>
    public bool IsStuck { get; init; }

    /// <summary>Calls begun, callbacks not counted.</summary>
    public long Started { get; init; }

    /// <summary>Jobs that succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Jobs that failed for good.</summary>
    public long Failed { get; init; }

    /// <summary>Jobs that were stopped while they ran.</summary>
    public long Cancelled { get; init; }

    /// <summary>Runs that went back to their queue: retries and interruptions.</summary>
    public long PutBack { get; init; }

    /// <summary>
    /// Runs that were told to end because the dispatcher stopped or had lost its store for too long: they went back to
    /// their queue, or failed with JobAborted where their retry policy does not run them again. Callbacks count, too.
    /// </summary>
    public long Interrupted { get; init; }

    /// <summary>Runs that somebody else had taken over; their outcome was not written.</summary>
    public long Reassigned { get; init; }

    /// <summary>Threads that did not end when told to, and were replaced.</summary>
    public long Abandoned { get; init; }

    /// <summary>Callbacks run.</summary>
    public long Callbacks { get; init; }

    /// <summary>Jobs whose call returned another job: how they end is decided by that one.</summary>
    public long Waits { get; init; }

    /// <summary>Jobs whose calls run now.</summary>
    public int Running { get; init; }

    /// <summary>Jobs that were claimed and wait for a thread.</summary>
    public int Buffered { get; init; }

    /// <summary>Outcomes that wait to be written.</summary>
    public int Unsettled { get; init; }
}
