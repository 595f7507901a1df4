namespace AsyncEngine.Jobs;

/// <summary>The stable ids of errors. Scripts compare them; messages may change, these do not.</summary>
public static class ErrorIds
{
#pragma warning disable CS1591 // Each name is its own meaning; the message of the error explains it.
    public const string QueueNotFound = nameof(QueueNotFound);
    public const string QueueExists = nameof(QueueExists);
    public const string QueueNotEmpty = nameof(QueueNotEmpty);
    public const string JobNotFound = nameof(JobNotFound);
    public const string JobStatusInvalid = nameof(JobStatusInvalid);
    public const string QuotaNotFound = nameof(QuotaNotFound);
    public const string QuotaExists = nameof(QuotaExists);
    public const string ScriptInvalid = nameof(ScriptInvalid);
    public const string FilterInvalid = nameof(FilterInvalid);
    public const string MethodNotFound = nameof(MethodNotFound);
    public const string PayloadTooLarge = nameof(PayloadTooLarge);
    public const string PayloadNotSerializable = nameof(PayloadNotSerializable);
    public const string BatchTooLarge = nameof(BatchTooLarge);
    public const string ArgumentInvalid = nameof(ArgumentInvalid);
    public const string StoreUnavailable = nameof(StoreUnavailable);
    public const string StoreBusy = nameof(StoreBusy);
    public const string StoreVersionNewer = nameof(StoreVersionNewer);
    public const string StoreNotRecognized = nameof(StoreNotRecognized);
    public const string StoreReadOnly = nameof(StoreReadOnly);
    public const string StoreFull = nameof(StoreFull);
    public const string AgentNotFound = nameof(AgentNotFound);
    public const string StateNotFound = nameof(StateNotFound);
    public const string DispatcherNotFound = nameof(DispatcherNotFound);
    public const string DispatcherRunning = nameof(DispatcherRunning);
    public const string WaitTimedOut = nameof(WaitTimedOut);
    public const string WaitWouldDeadlock = nameof(WaitWouldDeadlock);

    // On jobs.
    public const string Reassigned = nameof(Reassigned);
    public const string JobExpired = nameof(JobExpired);
    public const string JobAborted = nameof(JobAborted);
    public const string JobTimedOut = nameof(JobTimedOut);
    public const string JobCancelled = nameof(JobCancelled);
    public const string JobExited = nameof(JobExited);
#pragma warning restore CS1591
}
