namespace AsyncEngine.Storage;

/// <summary>All that the store knows of a job, at one moment.</summary>
internal sealed record JobRecord
{
#pragma warning disable CS1591 // The names are those of the job view; design: public surface.
    public required long Id { get; init; }
    public string? Name { get; init; }
    public required string Queue { get; init; }
    public required JobStatus Status { get; init; }
    public JobOutcome? Outcome { get; init; }
    public required CallText Call { get; init; }
    public Payload Arguments { get; init; }
    public Payload RunnerSettings { get; init; }
    public Payload Result { get; init; }
    public JobError? Error { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The process that put it; null = not read.</summary>
    public JobSource? AddedBy { get; init; }
    public DateTimeOffset? BeginAfter { get; init; }
    public TimeSpan? BeginBy { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How often its call was started.</summary>
    public int Attempt { get; init; }

    /// <summary>The fence: how often it was claimed.</summary>
    public long Run { get; init; }
    public IReadOnlyList<string> Quotas { get; init; } = [];
    public int Priority { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public bool HadErrors { get; init; }
    public int? ExitCode { get; init; }
    public TimeSpan? Timeout { get; init; }
    public int? MaxAttempts { get; init; }
    public TimeSpan? RetryDelay { get; init; }
    public RetryPolicyKind RetryPolicy { get; init; }
    public string? State { get; init; }

    /// <summary>The finished job that this one runs again.</summary>
    public long? RestartOf { get; init; }

    /// <summary>The job whose callback this is.</summary>
    public long? ParentId { get; init; }
    public IReadOnlyList<long> Callbacks { get; init; } = [];

    /// <summary>Of a join: its parts, in order.</summary>
    public IReadOnlyList<long> Parts { get; init; } = [];

    /// <summary>The joins that it is a part of.</summary>
    public IReadOnlyList<long> PartOf { get; init; } = [];

    /// <summary>Whether it is Active, or has callbacks left, and no worker has it: it waits for other jobs.</summary>
    public bool IsWaiting { get; init; }
    public Guid? Dispatcher { get; init; }
    public string? Agent { get; init; }

    /// <summary>Somebody asked a running job to stop.</summary>
    public bool StopRequested { get; init; }

    /// <summary>The annotations, by name, encoded.</summary>
    public IReadOnlyDictionary<string, Payload> Annotations { get; init; } =
        System.Collections.Immutable.ImmutableDictionary<string, Payload>.Empty;

    /// <summary>What the job last reported of its progress.</summary>
    public JobProgress? Progress { get; init; }
#pragma warning restore CS1591

    /// <summary>A job of which nothing is known but its id.</summary>
    public static JobRecord Unread(long id, JobStatus status) => new()
    {
        Id = id,
        Queue = "",
        Status = status,
        Call = new CallText(CallKind.Method, ""),
        CreatedAt = default,
    };

    /// <summary>A job that was just added.</summary>
    public static JobRecord Of(NewJob job, long id, JobStatus status) => Unread(id, status) with
    {
        Name = job.Name,
        Queue = job.Queue,
        Call = job.Call,
        Quotas = job.Quotas,
        Priority = job.Priority,
        Tags = job.Tags,
        BeginAfter = job.BeginAfter,
        BeginBy = job.BeginBy,
        Timeout = job.Timeout,
        MaxAttempts = job.MaxAttempts,
        RetryPolicy = job.RetryPolicy,
        State = job.State,
    };
}
