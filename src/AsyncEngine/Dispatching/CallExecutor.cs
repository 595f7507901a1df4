using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Diagnostics;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>Makes one call on the calling thread, again where the rules say so, and says what is to be written.</summary>
internal sealed class CallExecutor(DispatcherCore core, AgentOptions agent, WorkerPool pool)
{
    /// <summary>Runs the call to its end. Null: nothing is to be written.</summary>
    public Settlement? Run(JobRun run, CallTarget target, ICallRunner runner)
    {
        // Those that its settles met in this run count too (R112).
        var conflicts = run.Job.Conflicts;
        var disconnects = 0;
        var failures = 0;
        if (AskAboutInterruption(run, target, runner) is { } settlement)
        {
            return settlement;
        }

        while (true)
        {
            var call = CallOnce(run, target, runner);
            var kind = call.Error is null ? FailureKind.Ordinary : call.Kind;
            var count = call.Error is null ? 0 : kind == FailureKind.Disconnect ? ++disconnects : ++conflicts;
            var verdict = OutcomeRules.Decide(new EndedCall
            {
                Run = run,
                Result = call.Result,
                Context = call.Context,
                Policy = target.Policy,
                Kind = kind,
                Count = count,
                Own = call.Error is null ? null : AskAboutError(run, target, runner, call, ++failures),
                Now = core.Now,
                MaxResultBytes = core.Store.Options.MaxResultBytes,
                Chance = Random.Shared.NextDouble(),
            });
            if (verdict.AgainAfter is not { } delay)
            {
                run.Conflicts = conflicts;
                return verdict.Settlement;
            }

            if (call.Error is { } error)
            {
                Log.JobRunsAgain(core.Trace, run.Key.JobId, error.ErrorId, count, delay, error.Message);
            }

            Pause(run, delay);
        }
    }

    private CallFrame CallOnce(JobRun run, CallTarget target, ICallRunner runner)
    {
        // A second call within the same run must not find what the first one added (R065).
        var frame = new CallFrame
        {
            Methods = core.Methods,
            Runner = runner,
            Run = run,
            Target = target,
            Context = ContextOf(run, target),
        };
        frame.Call();
        return frame;
    }

    private JobContext ContextOf(JobRun run, CallTarget target) => new(core.Store.Storage, OutputOf(run))
    {
        JobId = run.Key.JobId,
        Name = target.Name,
        Queue = agent.Queue,
        Attempt = target.Attempt,
        Dispatcher = core.Uuid,
        Agent = agent.Name,
        CancellationToken = run.Token,
        StoppingToken = core.Stopping.Token,
        Key = run.Key,
        Owner = core.Store,
        Lender = pool,
        Runner = pool.Runner,
        State = StateOf(run),
    };

    private OutputRecorder OutputOf(JobRun run) => run.Output ??= new OutputRecorder(
        run.Key, core.Store.Options.MaxStreamBytes, core.Flusher.Note);

    /// <summary>Rescue runs no code, so a policy is asked by whoever claims the job next.</summary>
    private Settlement? AskAboutInterruption(JobRun run, CallTarget target, ICallRunner runner) =>
        target.RetryCall is null || run.Job.Interruptions == 0
            ? null
            : OutcomeRules.Resumed(run, Ask(run, target, runner, error: null, failures: 0), core.Now);

    /// <summary>Only of what the call did by itself, not of what it was told to do.</summary>
    private RetryDecision? AskAboutError(JobRun run, CallTarget target, ICallRunner runner, CallFrame call, int failures) =>
        target.RetryCall is null || run.Reason != StopReason.None ? null : Ask(run, target, runner, call.Error, failures);

    private RetryDecision Ask(JobRun run, CallTarget target, ICallRunner runner, JobError? error, int failures) =>
        new OwnPolicy(core).Ask(
            new RetryFailure
            {
                JobId = run.Key.JobId,
                JobName = target.Name,
                Error = error,
                Attempt = target.Attempt,
                Failures = failures,
                Interruptions = run.Job.Interruptions,
                Now = core.Now,
            },
            target,
            ContextOf(run, target),
            runner);

    private JobState? StateOf(JobRun run) => run is { IsCallback: false, Job: { State: { } name } job }
        ? new JobState(name, job.StateVersion, job.StateValue, core.Store.Options)
        : null;

    // The pause is over at once when the run is told to end; the next call then finds its token cancelled.
    private void Pause(JobRun run, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            Task.Delay(delay, core.Time, run.Token).ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
                .GetAwaiter().GetResult();
        }
    }
}
