using AsyncEngine.Diagnostics;
using AsyncEngine.Storage;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>Does what a worker took: runs a job, or the callbacks of one, on the worker's thread.</summary>
internal sealed class JobExecutor(DispatcherCore core, RunSupervisor supervisor, CallExecutor calls)
{
    /// <summary>Does the work to its end. Never throws.</summary>
    public void Do(Work work, Worker worker)
    {
        if (work.Job is { } job)
        {
            var run = supervisor.Begin(job, work.Order, worker);
            supervisor.End(run, Guarded(run, () => calls.Run(run, CallTarget.Of(job), worker.Runner)));
        }
        else if (work.Callbacks is { } callbacks)
        {
            RunAll(callbacks, worker);
        }
    }

    // Depth first: callbacks of a callback run before its next sibling, as if the callback had run them itself.
    private void RunAll(CallbackWork work, Worker worker)
    {
        var due = new Stack<DueCallback>(work.Callbacks.Reverse());
        while (due.TryPop(out var callback))
        {
            var result = RunOne(work.Job, callback, worker);
            if (result is null or { Verdict: SettleVerdict.Reassigned } || supervisor.IsEnding)
            {
                // Interrupted, stolen, or this thread was given up: what is left is somebody else's to run.
                return;
            }

            foreach (var next in result.Callbacks.Reverse())
            {
                due.Push(next);
            }
        }
    }

    private SettleResult? RunOne(ClaimedJob job, DueCallback callback, Worker worker)
    {
        var run = supervisor.Begin(job, callback, worker);
        var settlement = Guarded(run, () => callback.Call is { } call
            ? calls.Run(run, CallTarget.Of(callback, call), worker.Runner)
            : OutcomeRules.PassedThrough(run, callback, core.Now));

        // The thread is the job's own; the verdict is one turn away.
        return supervisor.End(run, settlement) ? run.Verdict!.Task.GetAwaiter().GetResult() : null;
    }

    private Settlement? Guarded(JobRun run, Func<Settlement?> call)
    {
        try
        {
            return call();
        }
#pragma warning disable CA1031 // An error of ours is this job's failure: the worker and the other jobs go on.
        catch (Exception exception)
        {
            Log.ExecutorFailed(core.Log, run.Key.JobId, exception);
            return OutcomeRules.Broken(run, exception, core.Now);
        }
#pragma warning restore CA1031
    }
}
