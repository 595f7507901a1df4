using Engine = AsyncEngine.Calls;

namespace AsyncPS;

/// <summary>A running job, seen from within.</summary>
public sealed class JobContext
{
    internal JobContext(Engine.JobContext context, Job? job)
    {
        Job = job;
        JobId = context.JobId;
        Name = context.Name;
        Queue = context.Queue;
        Attempt = context.Attempt;
        Dispatcher = context.Dispatcher;
        Agent = context.Agent;
        CancellationToken = context.CancellationToken;
        StoppingToken = context.StoppingToken;
    }

    /// <summary>The job, as it was when it was read.</summary>
    public Job? Job { get; }

    /// <summary>The job's id; in a callback the callback's own.</summary>
    public long JobId { get; }

    /// <summary>The job's name.</summary>
    public string? Name { get; }

    /// <summary>The queue that it came from.</summary>
    public string Queue { get; }

    /// <summary>The number of this start, from 1.</summary>
    public int Attempt { get; }

    /// <summary>UUID of the dispatcher that runs it.</summary>
    public Guid Dispatcher { get; }

    /// <summary>The agent that claimed it.</summary>
    public string Agent { get; }

    /// <summary>Cancelled when the job is stopped, out of time, or no longer this dispatcher's.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// Cancelled when the dispatcher begins to stop: the job may go on until the dispatcher's -StopTimeout is over; then
    /// it is interrupted and put back.
    /// </summary>
    public CancellationToken StoppingToken { get; }

    /// <summary>Whether the dispatcher was stopping when this was read.</summary>
    public bool IsStopping => StoppingToken.IsCancellationRequested;

    /// <summary>The job's id.</summary>
    public override string ToString() => JobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
