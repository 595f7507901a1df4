namespace AsyncEngine.Storage.Relational.History;

/// <summary>What a job's own rows tell of its life: how it came, its last run, its end.</summary>
internal sealed record LifeRow
{
    public required JobStatus Status { get; init; }

    public required long CreatedAt { get; init; }

    public long? BeginAfter { get; init; }

    /// <summary>The job whose callback it is.</summary>
    public long? Parent { get; init; }

    /// <summary>The finished job that it runs again.</summary>
    public long? RestartOf { get; init; }

    /// <summary>Whether it is a part of a join, or what follows one.</summary>
    public bool IsPart { get; init; }

    public bool IsJoin { get; init; }

    /// <summary>The run that it is in, or that it ended with.</summary>
    public long Run { get; init; }

    /// <summary>When that run's call began.</summary>
    public long? StartedAt { get; init; }

    public Guid? Dispatcher { get; init; }

    public string? Agent { get; init; }

    public long? EndedAt { get; init; }

    public long? CompletedAt { get; init; }

    public JobOutcome? Outcome { get; init; }

    public JobError? Error { get; init; }

    /// <summary>Whether it had callbacks when it ended.</summary>
    public bool HadCallbacks { get; init; }
}
