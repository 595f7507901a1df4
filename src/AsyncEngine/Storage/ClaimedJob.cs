namespace AsyncEngine.Storage;

/// <summary>A job that an agent took, with all that running it needs.</summary>
internal sealed record ClaimedJob
{
    public required RunKey Key { get; init; }

    public string? Name { get; init; }

    public required CallText Call { get; init; }

    public Payload Arguments { get; init; }

    public Payload RunnerSettings { get; init; }

    public TimeSpan? Timeout { get; init; }

    public int? MaxAttempts { get; init; }

    public TimeSpan? RetryDelay { get; init; }

    public RetryPolicyKind RetryPolicy { get; init; }

    /// <summary>Of policy Own: the script that decides, or the name of what does.</summary>
    public CallText? RetryCall { get; init; }

    /// <summary>After this moment it may not begin any more, and is not retried (R111); null = no limit.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The number of this start, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>How often it was interrupted before.</summary>
    public int Interruptions { get; init; }

    public bool HoldsQuota { get; init; }

    /// <summary>The state that it works on; null = none.</summary>
    public string? State { get; init; }

    /// <summary>The state's version when the job was claimed; 0 = there was none.</summary>
    public long StateVersion { get; init; }

    /// <summary>The state's value when the job was claimed; empty = none was written yet.</summary>
    public Payload StateValue { get; init; }

    /// <summary>Conflicts that its settles met in this run already (R107, R112).</summary>
    public int Conflicts { get; init; }

    /// <summary>Whether the store has it as Active already, so that no start needs to be marked.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether it was claimed before there is a worker for it.</summary>
    public bool IsAhead { get; init; }

    /// <summary>Whether slots are held for it while it waits for a worker.</summary>
    public bool KeepsSlotsWaiting => IsAhead && HoldsQuota;

    /// <summary>
    /// Not null: its outcome is stored and only callbacks are left (after a crash in the middle of them, or when it
    /// ended without a worker: expired, aborted, cancelled). The call is not run.
    /// </summary>
    public IReadOnlyList<DueCallback>? CallbacksOnly { get; init; }

    /// <summary>
    /// Not null: it is what follows a join (<see cref="NewJoin.Then"/>). The call gets these jobs, the join's parts in
    /// order, as its last argument (R096, R097).
    /// </summary>
    public IReadOnlyList<long>? Parts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
