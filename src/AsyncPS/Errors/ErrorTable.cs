namespace AsyncPS.Errors;

/// <summary>What PowerShell is told about each of the engine's error ids.</summary>
internal static class ErrorTable
{
    public static ErrorCategory Category(string errorId) => errorId switch
    {
        ErrorIds.QueueNotFound or ErrorIds.JobNotFound or ErrorIds.QuotaNotFound or ErrorIds.AgentNotFound or
            ErrorIds.StateNotFound or ErrorIds.DispatcherNotFound or ErrorIds.MethodNotFound =>
            ErrorCategory.ObjectNotFound,
        ErrorIds.QueueExists or ErrorIds.QuotaExists or ErrorIds.AgentExists or
            ErrorIds.DispatcherRunning => ErrorCategory.ResourceExists,
        ErrorIds.QueueNotEmpty or ErrorIds.AgentNotEmpty or ErrorIds.StoreNotEmpty or ErrorIds.TestStoreBusy or ErrorIds.JobStatusInvalid or ErrorIds.Reassigned or ErrorIds.StateConflict => ErrorCategory.InvalidOperation,
        ErrorIds.ServiceNotFound or ErrorIds.ServiceUserNotFound => ErrorCategory.ObjectNotFound,
        ErrorIds.ServiceExists => ErrorCategory.ResourceExists,
        ErrorIds.ServiceAccessDenied or ErrorIds.ServiceStoreDenied or ErrorIds.ServiceModuleDenied =>
            ErrorCategory.PermissionDenied,
        ErrorIds.ServiceUnsupported => ErrorCategory.NotInstalled,
        ErrorIds.ServiceCommandFailed => ErrorCategory.FromStdErr,
        ErrorIds.LogUnavailable or ErrorIds.WorkerSetupFailed => ErrorCategory.OpenError,
        ErrorIds.ScriptInvalid => ErrorCategory.ParserError,
        ErrorIds.ArgumentInvalid or ErrorIds.FilterInvalid or ErrorIds.PayloadNotSerializable =>
            ErrorCategory.InvalidArgument,
        ErrorIds.PayloadTooLarge or ErrorIds.BatchTooLarge or ErrorIds.StoreFull or ErrorIds.JobMemoryExceeded =>
            ErrorCategory.LimitsExceeded,
        ErrorIds.StoreUnavailable or ErrorIds.JobProcessNotStarted => ErrorCategory.ResourceUnavailable,
        ErrorIds.StoreBusy or ErrorIds.StateInUse => ErrorCategory.ResourceBusy,
        ErrorIds.StoreVersionNewer or ErrorIds.StoreNotRecognized => ErrorCategory.InvalidData,
        ErrorIds.StoreReadOnly => ErrorCategory.PermissionDenied,
        ErrorIds.WaitTimedOut or ErrorIds.JobTimedOut => ErrorCategory.OperationTimeout,
        ErrorIds.WaitWouldDeadlock => ErrorCategory.DeadlockDetected,
        ErrorIds.JobCancelled or ErrorIds.JobProcessDied => ErrorCategory.OperationStopped,
        _ => ErrorCategory.InvalidResult, // A job's own failure: its script decides about the id.
    };

    public static string? Advice(string errorId) => errorId switch
    {
        ErrorIds.QueueNotFound => "List the queues with Get-AsyncQueue, or create this one with New-AsyncQueue.",
        ErrorIds.QueueExists => "Use the queue that exists, or another name.",
        ErrorIds.QueueNotEmpty => "Wait for its jobs with Wait-AsyncJob, stop them, or use -Force.",
        ErrorIds.JobNotFound => "List the jobs with Get-AsyncJob. Finished jobs go with their queue or by Remove-AsyncJob.",
        ErrorIds.JobStatusInvalid => "Look at the job's status with Get-AsyncJob; stop a running job with Stop-AsyncJob.",
        ErrorIds.QuotaNotFound => "List the quotas with Get-AsyncQuota, or create this one with New-AsyncQuota.",
        ErrorIds.QuotaExists => "Change its size with Set-AsyncQuota.",
        ErrorIds.AgentNotFound => "List the agents with Get-AsyncAgent, or create this one with New-AsyncAgent.",
        ErrorIds.AgentExists => "Change it with Set-AsyncAgent, or use another name.",
        ErrorIds.AgentNotEmpty => "Set its size to 0 and wait for its jobs, or use -Force.",
        ErrorIds.StateNotFound => "List the states with Get-AsyncState.",
        ErrorIds.StateConflict => "Read the state again with Get-AsyncState and use the version that it has now.",
        ErrorIds.StateInUse => "Wait for the job with Wait-AsyncJob, stop it, or use -Force.",
        ErrorIds.ScriptInvalid => "Correct the script at the line and column that the message names.",
        ErrorIds.MethodNotFound => "Check the type, the method and the number and types of -ArgumentList.",
        ErrorIds.PayloadTooLarge => "Put the data in a file and give the job its path.",
        ErrorIds.PayloadNotSerializable => "Give the job plain values; for secrets, the name of a secret.",
        ErrorIds.BatchTooLarge => "Use -BatchSize to add the jobs in several transactions.",
        ErrorIds.StoreUnavailable => "Check that the path exists and that you may use it.",
        ErrorIds.StoreBusy => "Try again; if it stays so, look for a program that holds the store's file.",
        ErrorIds.StoreVersionNewer => "Use the newer version of AsyncPS that wrote this store.",
        ErrorIds.StoreNotRecognized => "Choose another path; this file is left as it is.",
        ErrorIds.StoreNotEmpty => "Copy into a file, or a schema, that does not exist yet.",
        ErrorIds.StoreReadOnly => "Give yourself write access to the file and its folder, or use another store.",
        ErrorIds.StoreFull => "Make room on the disk. Nothing of the refused work was written.",
        ErrorIds.DispatcherRunning => "Stop it with Stop-AsyncDispatcher, or start another one in another process.",
        ErrorIds.TestStoreBusy => "Let the jobs end, then Disconnect-AsyncStore again.",
        ErrorIds.WorkerSetupFailed => "Correct what the message names; jobs would fail without it.",
        ErrorIds.LogUnavailable => "Check the folder and your rights to it, or log elsewhere with -LogPath.",
        ErrorIds.ServiceExists => "Look at it with Get-AsyncService; replace it with -Force, or use another name.",
        ErrorIds.ServiceNotFound => "List the services with Get-AsyncService; -Scope says whose.",
        ErrorIds.ServiceAccessDenied => "Run it as root or administrator, or install it for yourself with -Scope User.",
        ErrorIds.ServiceUserNotFound => "Create the account first, or name another one with -User.",
        ErrorIds.ServiceStoreDenied => "Give the account the rights, or put the store elsewhere with -Store.",
        ErrorIds.ServiceModuleDenied => "Install the module, and PowerShell, where the account can read them.",
        ErrorIds.ServiceUnsupported => "See with -WhatIf what would be written, and install it there by hand.",
        ErrorIds.ServiceCommandFailed => "The message has what the service manager said. Get-AsyncService shows the state.",
        ErrorIds.WaitTimedOut => "The jobs go on. Wait again, or ask Get-AsyncJob what they wait for (WaitingFor).",
        ErrorIds.WaitWouldDeadlock => "Return the job instead of waiting for it, or add it with -Immediate.",
        _ => null,
    };
}
