using Engine = AsyncEngine;

namespace AsyncPS;

/// <summary>One change of a job's status, or something that happened to it where it stood.</summary>
public sealed class JobMove
{
    internal JobMove(long job, Engine.JobMove move)
    {
        JobId = job;
        Time = move.Time?.ToLocalTime();
        From = (JobStatus?)move.From;
        To = (JobStatus)move.To;
        Dispatcher = move.Dispatcher;
        Agent = move.Agent;
        Run = move.Run;
        Reason = move.Reason;
    }

    /// <summary>The job.</summary>
    public long JobId { get; }

    /// <summary>When; empty when the job is there now and nobody noted since when.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Where it stood before; empty for its beginning.</summary>
    public JobStatus? From { get; }

    /// <summary>Where it stood then; the same as before when something else happened to it.</summary>
    public JobStatus To { get; }

    /// <summary>UUID of the dispatcher that had it.</summary>
    public Guid? Dispatcher { get; }

    /// <summary>The agent that had it.</summary>
    public string? Agent { get; }

    /// <summary>How often it had been claimed by then.</summary>
    public long Run { get; }

    /// <summary>Why, in one sentence.</summary>
    public string Reason { get; }

    /// <summary>Where it went and why.</summary>
    public override string ToString() => $"{To}: {Reason}";
}
