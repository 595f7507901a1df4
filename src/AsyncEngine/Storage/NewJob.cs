namespace AsyncEngine.Storage;

/// <summary>A job as it is handed to the store.</summary>
internal sealed record NewJob
{
    /// <summary>A reserved id, or 0: the store gives the next one.</summary>
    public long Id { get; init; }

    public string Queue { get; init; } = "default";

    public string? Name { get; init; }

    public required CallText Call { get; init; }

    /// <summary>Arguments, encoded by whoever runs this kind of call.</summary>
    public Payload Arguments { get; init; }

    public IReadOnlyList<string> Quotas { get; init; } = [];

    /// <summary>The earliest start. A past one is kept and queues like none (R011).</summary>
    public DateTimeOffset? BeginAfter { get; init; }

    /// <summary>The earliest start, counted from the store's "now"; exclusive with <see cref="BeginAfter"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How long after its start time it may still begin (R044); null = no limit.</summary>
    public TimeSpan? BeginBy { get; init; }

    public int Priority { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>How many times an ordinary error may be met; null = once (design 5.3).</summary>
    public int? MaxAttempts { get; init; }

    public TimeSpan? RetryDelay { get; init; }

    public RetryPolicyKind RetryPolicy { get; init; }

    /// <summary>
    /// With policy Own, and with no other: the script that decides, or the name of what does (as a text of kind
    /// <c>Method</c>).
    /// </summary>
    public CallText? RetryCall { get; init; }

    public string? State { get; init; }

    /// <summary>The finished job that it runs again; null = none.</summary>
    public long? RestartOf { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Settings for the runner alone, encoded by it; the engine does not look inside.</summary>
    public Payload RunnerSettings { get; init; }

    public IReadOnlyList<NewCallback> Callbacks { get; init; } = [];

    /// <summary>
    /// Not null: the job is a join. Its <see cref="Call"/> is <see cref="NewJoin.CallOf"/>; it has no arguments, quotas,
    /// times or retries of its own (<c>ArgumentInvalid</c>).
    /// </summary>
    public NewJoin? Join { get; init; }
}
