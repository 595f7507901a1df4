namespace AsyncEngine.Dispatching;

/// <summary>Which job an event is about.</summary>
public sealed class JobEventArgs : EventArgs
{
    internal JobEventArgs(long jobId, string? name, string queue)
    {
        JobId = jobId;
        Name = name;
        Queue = queue;
    }

    /// <summary>The job's id.</summary>
    public long JobId { get; }

    /// <summary>The job's name.</summary>
    public string? Name { get; }

    /// <summary>The queue that it came from.</summary>
    public string Queue { get; }

    /// <summary>The number of this start, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>How long its call has run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How it ended; null while it runs and when it went back to its queue.</summary>
    public JobOutcome? Outcome { get; init; }

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; init; }
}
