using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting;

/// <summary>Makes error records of job errors that no script wrote: expired, aborted, timed out, a method's.</summary>
internal static class JobErrorRecords
{
    /// <summary>The record of a job's error: the recorded one if there is one, else one made of its texts.</summary>
    public static ErrorRecord Of(Engine.JobError error, long jobId)
    {
        if (!error.Record.IsEmpty && ScriptValues.Codec.Decode(error.Record) is ErrorRecord recorded)
        {
            return recorded;
        }

        var record = ErrorRecordFields.Read(
        [
            new("Message", error.Message),
            new("Type", error.Type),
            new("ErrorId", error.ErrorId),
            new("Category", (int)CategoryOf(error.ErrorId)),
            new("Reason", error.Type ?? error.ErrorId),
            new("Target", jobId),
            new("TargetName", jobId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("TargetType", "Job"),
            new("ScriptStackTrace", error.ScriptStackTrace),
            new("StackTrace", error.StackTrace),
        ]);
        return record;
    }

    private static ErrorCategory CategoryOf(string errorId) => errorId switch
    {
        ErrorIds.JobTimedOut or ErrorIds.JobExpired => ErrorCategory.OperationTimeout,
        ErrorIds.JobCancelled or ErrorIds.JobAborted or ErrorIds.JobProcessDied => ErrorCategory.OperationStopped,
        ErrorIds.JobMemoryExceeded => ErrorCategory.LimitsExceeded,
        ErrorIds.JobProcessNotStarted => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidResult,
    };
}
