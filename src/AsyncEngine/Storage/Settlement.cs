namespace AsyncEngine.Storage;

/// <summary>How one call ended, and what goes into the store with it, all or nothing (R065).</summary>
internal sealed record Settlement
{
    public required RunKey Key { get; init; }

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the call ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The outcome; null when the job goes back to its queue (<see cref="Requeue"/>).</summary>
    public JobOutcome? Outcome { get; init; }

    public Payload Result { get; init; }

    public JobError? Error { get; init; }

    public bool HadErrors { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>Where the job goes when it is not finished (T9).</summary>
    public Requeue? Requeue { get; init; }

    /// <summary>Jobs that the call added; their ids were reserved.</summary>
    public IReadOnlyList<NewJob> AddedJobs { get; init; } = [];

    /// <summary>Callbacks that the call added to jobs, this one included.</summary>
    public IReadOnlyList<AddedCallback> AddedCallbacks { get; init; } = [];

    /// <summary>
    /// States that the call changed, the job's own first. A version that is not the expected one refuses the
    /// settlement with <c>StateConflict</c>. Those of a callback come with its own settlement.
    /// </summary>
    public IReadOnlyList<StateChange> StateChanges { get; init; } = [];

    /// <summary>Parts that the call added to joins; also to those among <see cref="AddedJobs"/>.</summary>
    public IReadOnlyList<AddedPart> AddedParts { get; init; } = [];

    /// <summary>
    /// Not null, with the outcome Succeeded: the call returned a job, and its own job takes that one's outcome (T7,
    /// R090). A new one is put into its queue with this settlement. If it has its outcome already, the job has it, too
    /// (R094). Otherwise the job stays Active and waits: it is no run any more, has no slots, and nothing interrupts
    /// it (R092, R093, R103). The step that stores the other one's outcome stores this one's as well, and offers its
    /// callbacks; however long a chain of jobs waits, that is one step.
    /// </summary>
    /// <remarks>
    /// Of a callback likewise; its siblings do not wait for it, and their parent is Completed when it is. Refused:
    /// <c>JobNotFound</c>; <c>WaitWouldDeadlock</c> if the other one is the job itself (R042) or would, through jobs
    /// that wait, parts of joins and parents of callbacks, wait for it.
    /// </remarks>
    public LinkedJob? Returned { get; init; }

    /// <summary>The run's last output, which is not flushed before: it is there as soon as the outcome is.</summary>
    public LiveOutput? Output { get; init; }

    /// <summary>
    /// The thread of this run still goes on although the job is over: its quota slots stay taken until
    /// <see cref="IDispatcherStore.ReleaseHoldAsync"/>, or until its dispatcher is gone.
    /// </summary>
    public bool KeepsSlots { get; init; }
}
