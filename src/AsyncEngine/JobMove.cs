namespace AsyncEngine;

/// <summary>One change of a job's status, or something that happened to it where it stood.</summary>
public sealed record JobMove
{
    /// <summary>When; null when the job is there now and nobody noted since when.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Where it stood before; null for its beginning, and where earlier moves are not kept.</summary>
    public JobStatus? From { get; init; }

    /// <summary>Where it stood then; the same as before when something else happened to it.</summary>
    public required JobStatus To { get; init; }

    /// <summary>The dispatcher that had it; null when none did.</summary>
    public Guid? Dispatcher { get; init; }

    /// <summary>The agent that had it; null when none did, or when that agent is gone.</summary>
    public string? Agent { get; init; }

    /// <summary>How often it had been claimed by then.</summary>
    public long Run { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }
}
