namespace AsyncEngine.Jobs;

/// <summary>The stable ids of errors. Scripts compare them; messages may change, these do not.</summary>
public static class ErrorIds
{
    /// <summary>No queue has this name.</summary>
    public const string QueueNotFound = nameof(QueueNotFound);

    /// <summary>A queue has this name already.</summary>
    public const string QueueExists = nameof(QueueExists);

    /// <summary>The queue has unfinished jobs and was to be removed without force.</summary>
    public const string QueueNotEmpty = nameof(QueueNotEmpty);

    /// <summary>No job has this id, or it was removed.</summary>
    public const string JobNotFound = nameof(JobNotFound);

    /// <summary>What was asked is not possible in the status that the job has.</summary>
    public const string JobStatusInvalid = nameof(JobStatusInvalid);

    /// <summary>The queue has no quota of this name.</summary>
    public const string QuotaNotFound = nameof(QuotaNotFound);

    /// <summary>The queue has a quota of this name already.</summary>
    public const string QuotaExists = nameof(QuotaExists);

    /// <summary>A script does not parse; the message has line and column.</summary>
    public const string ScriptInvalid = nameof(ScriptInvalid);

    /// <summary>An agent's filter cannot be used.</summary>
    public const string FilterInvalid = nameof(FilterInvalid);

    /// <summary>No method fits the call, or the call is none that can be stored.</summary>
    public const string MethodNotFound = nameof(MethodNotFound);

    /// <summary>Arguments or a result exceed their limit; see <see cref="StoreOptions"/>.</summary>
    public const string PayloadTooLarge = nameof(PayloadTooLarge);

    /// <summary>A value cannot be stored; the message says which one.</summary>
    public const string PayloadNotSerializable = nameof(PayloadNotSerializable);

    /// <summary>More jobs or more bytes than one batch may have.</summary>
    public const string BatchTooLarge = nameof(BatchTooLarge);

    /// <summary>Options or arguments contradict each other or are out of range.</summary>
    public const string ArgumentInvalid = nameof(ArgumentInvalid);

    /// <summary>The store cannot be reached.</summary>
    public const string StoreUnavailable = nameof(StoreUnavailable);

    /// <summary>The store was locked by others for too long.</summary>
    public const string StoreBusy = nameof(StoreBusy);

    /// <summary>The store was written by a newer version of this library; it was left as it is.</summary>
    public const string StoreVersionNewer = nameof(StoreVersionNewer);

    /// <summary>The file or schema is something else; it was left as it is.</summary>
    public const string StoreNotRecognized = nameof(StoreNotRecognized);

    /// <summary>The store has something in it, and was to be the target of a copy.</summary>
    public const string StoreNotEmpty = nameof(StoreNotEmpty);

    /// <summary>The store cannot be written to.</summary>
    public const string StoreReadOnly = nameof(StoreReadOnly);

    /// <summary>The disk is full; nothing was written.</summary>
    public const string StoreFull = nameof(StoreFull);

    /// <summary>The dispatcher has no agent of this name.</summary>
    public const string AgentNotFound = nameof(AgentNotFound);

    /// <summary>The dispatcher has an agent of this name for this queue already.</summary>
    public const string AgentExists = nameof(AgentExists);

    /// <summary>The agent holds jobs and was to be removed without force.</summary>
    public const string AgentNotEmpty = nameof(AgentNotEmpty);

    /// <summary>The store has no state of this name.</summary>
    public const string StateNotFound = nameof(StateNotFound);

    /// <summary>The state has another version than was expected: somebody changed it meanwhile.</summary>
    public const string StateConflict = nameof(StateConflict);

    /// <summary>An unfinished job names the state, and it was to be removed without force.</summary>
    public const string StateInUse = nameof(StateInUse);

    /// <summary>The store knows no dispatcher of this UUID.</summary>
    public const string DispatcherNotFound = nameof(DispatcherNotFound);

    /// <summary>A living dispatcher has this UUID, or the session has one for this store.</summary>
    public const string DispatcherRunning = nameof(DispatcherRunning);

    /// <summary>The job was not completed in time; it goes on.</summary>
    public const string WaitTimedOut = nameof(WaitTimedOut);

    /// <summary>A running job was to wait for a job that exists only when it has succeeded itself.</summary>
    public const string WaitWouldDeadlock = nameof(WaitWouldDeadlock);

    /// <summary>A store for tests was to be closed while jobs of it do not let go (R258).</summary>
    public const string TestStoreBusy = nameof(TestStoreBusy);

    /// <summary>What workers begin with (a module, an assembly, the initialization script) failed.</summary>
    public const string WorkerSetupFailed = nameof(WorkerSetupFailed);

    /// <summary>The log file cannot be written.</summary>
    public const string LogUnavailable = nameof(LogUnavailable);

    /// <summary>A service has this name already.</summary>
    public const string ServiceExists = nameof(ServiceExists);

    /// <summary>No service of AsyncPS has this name.</summary>
    public const string ServiceNotFound = nameof(ServiceNotFound);

    /// <summary>This account may not install or remove the service.</summary>
    public const string ServiceAccessDenied = nameof(ServiceAccessDenied);

    /// <summary>The account that the service is to run as does not exist.</summary>
    public const string ServiceUserNotFound = nameof(ServiceUserNotFound);

    /// <summary>The account of the service cannot use the store.</summary>
    public const string ServiceStoreDenied = nameof(ServiceStoreDenied);

    /// <summary>The account of the service cannot read the module or the shell.</summary>
    public const string ServiceModuleDenied = nameof(ServiceModuleDenied);

    /// <summary>This machine has no service manager of that kind.</summary>
    public const string ServiceUnsupported = nameof(ServiceUnsupported);

    /// <summary>The service manager refused a command.</summary>
    public const string ServiceCommandFailed = nameof(ServiceCommandFailed);

    // Those below are found on jobs.

    /// <summary>Somebody else took the job over; this outcome was refused.</summary>
    public const string Reassigned = nameof(Reassigned);

    /// <summary>The job did not begin before its time was over (R044).</summary>
    public const string JobExpired = nameof(JobExpired);

    /// <summary>The job was interrupted and its policy did not run it again.</summary>
    public const string JobAborted = nameof(JobAborted);

    /// <summary>The call ran longer than its time limit.</summary>
    public const string JobTimedOut = nameof(JobTimedOut);

    /// <summary>Somebody stopped the job.</summary>
    public const string JobCancelled = nameof(JobCancelled);

    /// <summary>The script ended itself with an exit code other than 0.</summary>
    public const string JobExited = nameof(JobExited);

    /// <summary>The process that the job ran in ended under it.</summary>
    public const string JobProcessDied = nameof(JobProcessDied);

    /// <summary>The process that the job ran in had more memory than the job may have, and was ended.</summary>
    public const string JobMemoryExceeded = nameof(JobMemoryExceeded);

    /// <summary>The job was to run in a process of its own, and none could be started.</summary>
    public const string JobProcessNotStarted = nameof(JobProcessNotStarted);
}
