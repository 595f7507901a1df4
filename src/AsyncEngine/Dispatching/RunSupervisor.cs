using AsyncEngine.Calls;
using AsyncEngine.Diagnostics;
using AsyncEngine.Storage;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>Begins runs, tells them to stop, ends them, and abandons those that do not obey.</summary>
internal sealed class RunSupervisor(DispatcherCore core, AgentOptions agent, Handover handover)
{
    /// <summary>Whether nothing more is to begin.</summary>
    public bool IsEnding => handover.IsClosed;

    /// <summary>A job's call begins on a worker's thread.</summary>
    public JobRun Begin(ClaimedJob job, long order, Worker worker)
    {
        var run = new JobRun(job, job.Key, agent.Queue, worker, core.Now) { Order = order };
        handover.Began(run);
        core.Counters.Started();
        Log.JobStarted(core.Trace, job.Key.JobId, job.Attempt);
        core.Events.RaiseJobStarted(run);
        if (job.Timeout is { } limit)
        {
            run.Limit(core.Time, limit, OnLimit);
        }

        return run;
    }

    /// <summary>A callback's turn has come on a worker's thread.</summary>
    public JobRun Begin(ClaimedJob root, DueCallback callback, Worker worker)
    {
        var key = new RunKey(callback.Id, root.Key.Run, root.Key.JobId);
        var run = new JobRun(root, key, agent.Queue, worker, core.Now)
        {
            Verdict = new TaskCompletionSource<SettleResult?>(TaskCreationOptions.RunContinuationsAsynchronously),
            PassesThrough = callback.Call is null,
        };
        handover.Began(run);
        core.Counters.Callback();
        Log.CallbackStarted(core.Trace, callback.Id, callback.ParentId);
        return run;
    }

    /// <summary>The call has ended on its thread. False: the run had been abandoned, the thread has to go.</summary>
    public bool End(JobRun run, Settlement? settlement)
    {
        if (!run.TryEnd())
        {
            Log.AbandonedThreadEnded(core.Log, run.Key.JobId);
            _ = ReleaseAsync(run);
            return false;
        }

        run.Settlement = settlement;
        Leave(run);
        return true;
    }

    /// <summary>Tells a run to end.</summary>
    public void Stop(JobRun run, StopReason reason)
    {
        if (run.Stop(reason, core.RealTime, core.StopGrace, Abandon) && reason == StopReason.Stolen)
        {
            RunReport.WriteReassigned(core, run);
        }
    }

    private void OnLimit(JobRun run) => Stop(run, StopReason.TimedOut);

    private void Abandon(JobRun run)
    {
        if (!run.TryEnd())
        {
            return;
        }

        core.Counters.Abandoned();
        Log.JobAbandoned(core.Log, run.Key.JobId, core.StopGrace, run.Reason.ToString());
        run.Worker.Abandon();
        run.Settlement = OutcomeRules.Abandoned(run, run.Job.RetryPolicy, core.Now);
        Leave(run);
    }

    private void Leave(JobRun run)
    {
        if (run is { IsCallback: true, Reason: StopReason.Interrupted, Settlement: null })
        {
            core.Counters.Interrupted(); // Nothing is written of it, so no report counts it.
        }

        handover.End(run);
        if (run.Settlement is null)
        {
            run.Verdict?.TrySetResult(null);
        }
    }

    private async Task ReleaseAsync(JobRun run)
    {
        try
        {
            if (run.Settlement is { KeepsSlots: true })
            {
                await core.Link.ReleaseHoldAsync(run.Key).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The hold ends with its dispatcher at the latest; there is nobody to tell.
        catch (Exception exception)
        {
            Log.StoreFailed(core.Log, exception);
        }
#pragma warning restore CA1031
    }
}
