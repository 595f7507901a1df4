using AsyncEngine.Diagnostics;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>Counts, logs and announces a run whose outcome is in the store (R229, R230).</summary>
internal static class RunReport
{
    public static void Write(DispatcherCore core, JobRun run)
    {
        var settlement = run.Settlement!; // only runs with one are settled
        if (run.IsCallback)
        {
            WriteCallback(core, run, settlement);
            return;
        }

        var id = run.Key.JobId;
        if (settlement.Returned is { } returned)
        {
            // What comes of it is decided where that job runs.
            core.Counters.Waits();
            Log.JobWaits(core.Trace, id, returned.Id == 0 ? null : returned.Id);
            return;
        }

        core.Counters.Settled(settlement.Outcome);
        switch (settlement.Outcome)
        {
            case JobOutcome.Succeeded:
                Log.JobSucceeded(core.Trace, id);
                break;
            case JobOutcome.Cancelled:
                Log.JobCancelled(core.Trace, id);
                break;
            case JobOutcome.Failed when settlement.Error is { } error:
                if (run.Reason == StopReason.Interrupted && error.ErrorId == ErrorIds.JobAborted)
                {
                    core.Counters.Interrupted(); // Its retry policy does not run it again.
                }

                Log.JobFailed(core.Log, id, error.ErrorId, error.Message, Stack(error));
                break;
            case null when settlement.Requeue is { CountsAsInterruption: true }:
                core.Counters.Interrupted();
                Log.JobInterrupted(core.Trace, id);
                break;
            case null when settlement.Error is { } error:
                Log.JobRetried(core.Trace, id, error.ErrorId, settlement.Requeue?.At, error.Message);
                break;
        }

        core.Events.RaiseJobCompleted(run);
    }

    /// <summary>The job belongs to somebody else: told once, whether its token or its outcome came first.</summary>
    public static void WriteReassigned(DispatcherCore core, JobRun run)
    {
        if (run.TryReassign())
        {
            core.Counters.Reassigned();
            Log.JobReassigned(core.Log, run.Key.JobId);
        }
    }

    private static void WriteCallback(DispatcherCore core, JobRun run, Settlement settlement)
    {
        if (settlement is { Outcome: JobOutcome.Failed, Error: { } error } && !run.PassesThrough)
        {
            Log.CallbackFailed(
                core.Log, run.Key.JobId, run.Key.RootId, error.ErrorId, error.Message, Stack(error));
        }
    }

    // Not null: a template writes that as a word.
    private static string Stack(JobError error) =>
        (error.ScriptStackTrace ?? error.StackTrace) is { Length: > 0 } stack ? Environment.NewLine + stack : "";
}
