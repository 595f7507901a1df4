using AsyncEngine.Calls.Methods;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What becomes of a call that has ended. Pure.</summary>
internal static class OutcomeRules
{
    /// <summary>The verdict.</summary>
    /// <remarks>
    /// A call that was told to stop because somebody asked for it, or because its time was up, ends that way even if
    /// it returned: methods commonly watch their token and just return. One that was interrupted so that it can run
    /// again is taken at its word: only what says that it was cut short is.
    /// </remarks>
    public static CallVerdict Decide(EndedCall call) => call.Run.Reason switch
    {
        StopReason.Stolen => CallVerdict.Dropped,
        StopReason.Requested => new CallVerdict(Final(call, JobOutcome.Cancelled, Cancelled(call.Run))),
        StopReason.TimedOut => Failed(call, TimedOut(call.Run), FailureKind.Ordinary),
        StopReason.Interrupted when call.Result.WasStopped => new CallVerdict(Interrupted(call.Run, call.Policy, call.Now)),
        _ when call.Result.Error is { } error => Failed(call, error, call.Kind),
        _ when call.Result.WasStopped => Failed(call, StoppedItself(call.Run), FailureKind.Ordinary),
        _ when call.Result.Result.Length > call.MaxResultBytes => Failed(call, TooLarge(call), FailureKind.Hopeless),
        _ => new CallVerdict(Final(call, JobOutcome.Succeeded, null)),
    };

    /// <summary>What is written of a call whose thread did not end in time. Null: nothing.</summary>
    public static Settlement? Abandoned(JobRun run, RetryPolicyKind policy, DateTimeOffset now) => run.Reason switch
    {
        StopReason.Stolen => null,
        StopReason.Interrupted => Interrupted(run, policy, now),
        StopReason.Requested => Bare(run, now, JobOutcome.Cancelled, Cancelled(run)) with { KeepsSlots = true },
        _ => Bare(run, now, JobOutcome.Failed, TimedOut(run)) with { KeepsSlots = true },
    };

    /// <summary>
    /// What is written when the store refused what a call brought: the call's own outcome is lost (R087).
    /// </summary>
    public static Settlement Refused(Settlement settlement, AsyncEngineException refusal) => settlement with
    {
        Outcome = JobOutcome.Failed,
        Requeue = null,
        Result = Payload.Empty,
        Error = new JobError { ErrorId = refusal.ErrorId, Message = refusal.Message, Type = refusal.GetType().FullName },
        AddedJobs = [],
        AddedCallbacks = [],
        StateChanges = [],
        AddedParts = [],
        Returned = null,
    };

    /// <summary>
    /// What follows when a state was changed from outside while the job ran: a conflict like those that the call meets
    /// itself, and counted with them (R112).
    /// </summary>
    public static CallVerdict Conflicted(JobRun run, AsyncEngineException refusal, DateTimeOffset now, double chance)
    {
        var settlement = Refused(run.Settlement!, refusal); // only a run with a settlement is refused
        if (run.IsCallback)
        {
            return new CallVerdict(settlement);
        }

        var answer = RetryRules.OnError(new RetryQuestion
        {
            Policy = run.Job.RetryPolicy,
            Kind = FailureKind.Conflict,
            Now = now,
            ExpiresAt = run.Job.ExpiresAt,
            Attempt = run.Job.Attempt,
            MaxAttempts = run.Job.MaxAttempts,
            RetryDelay = run.Job.RetryDelay,
            Count = run.Conflicts + 1,
            Chance = chance,
        });
        return answer.Action switch
        {
            RetryAction.Again => new CallVerdict(null, answer.Delay),
            RetryAction.Later => new CallVerdict(settlement with
            {
                Outcome = null,
                Requeue = new Requeue(Moments.After(now, answer.Delay), CountsAsAttempt: true, CountsAsInterruption: false),
            }),
            _ => new CallVerdict(settlement),
        };
    }

    /// <summary>What is written of a callback without a call for its parent's outcome: that outcome (R068).</summary>
    public static Settlement PassedThrough(JobRun run, DueCallback callback, DateTimeOffset now) =>
        Bare(run, now, callback.ParentOutcome, callback.ParentError) with { Result = callback.ParentResult };

    /// <summary>What is written of a call that the engine itself could not bring to an end.</summary>
    public static Settlement Broken(JobRun run, Exception exception, DateTimeOffset now) =>
        Bare(run, now, JobOutcome.Failed, ErrorCapture.Of(exception));

    /// <summary>
    /// What is written of a job that was interrupted before and that its own policy does not let run now. Null: it
    /// runs.
    /// </summary>
    public static Settlement? Resumed(JobRun run, RetryDecision decision, DateTimeOffset now) =>
        !decision.IsRetry ? Bare(run, now, JobOutcome.Failed, Aborted(run.Job.Interruptions, run.Key.JobId))
        : decision.MomentFrom(now) is { } later && later > now
            ? Bare(run, now, null, null) with
            {
                Requeue = new Requeue(later, CountsAsAttempt: false, CountsAsInterruption: false),
            }
        : null;

    private static CallVerdict Failed(EndedCall call, JobError error, FailureKind kind)
    {
        var answer = call.Own is { } own ? Own(own, call) : RetryRules.OnError(new RetryQuestion
        {
            Policy = call.Policy,
            Kind = kind,
            Now = call.Now,
            ExpiresAt = call.Run.Job.ExpiresAt,
            Attempt = call.Run.Job.Attempt,
            // A callback has one place in its parent's life and cannot go back to a queue (R080).
            MaxAttempts = call.Run.IsCallback ? null : call.Run.Job.MaxAttempts,
            RetryDelay = call.Run.Job.RetryDelay,
            Count = call.Count,
            Chance = call.Chance,
        });
        return answer.Action switch
        {
            RetryAction.Again => new CallVerdict(null, answer.Delay),
            RetryAction.Later => new CallVerdict(Bare(call.Run, call.Now, null, error) with
            {
                Requeue = new Requeue(Moments.After(call.Now, answer.Delay), CountsAsAttempt: true, CountsAsInterruption: false),
            }),
            _ => new CallVerdict(Final(call, JobOutcome.Failed, error)),
        };
    }

    private static RetryAnswer Own(RetryDecision decision, EndedCall call) =>
        !decision.IsRetry ? RetryAnswer.GiveUp
        : decision.MomentFrom(call.Now) is not { } moment ? new RetryAnswer(RetryAction.Again)
        : moment > call.Run.Job.ExpiresAt ? RetryAnswer.GiveUp
        : new RetryAnswer(RetryAction.Later, moment - call.Now);

    // A callback is not settled: its job is offered again, to finish its callbacks, when the dispatcher has gone.
    private static Settlement? Interrupted(JobRun run, RetryPolicyKind policy, DateTimeOffset now)
    {
        if (run.IsCallback)
        {
            return null;
        }

        return RetryRules.RunsAgainAfterInterruption(policy, run.Job.Interruptions)
            ? Bare(run, now, null, null) with
            {
                Requeue = new Requeue(null, CountsAsAttempt: false, CountsAsInterruption: true),
            }
            : Bare(run, now, JobOutcome.Failed, Aborted(run.Job.Interruptions + 1, run.Key.JobId));
    }

    // What a failed call added is not written (R065).
    private static Settlement Final(EndedCall call, JobOutcome outcome, JobError? error)
    {
        var isSuccess = outcome == JobOutcome.Succeeded;
        return Bare(call.Run, call.Now, outcome, error) with
        {
            Result = call.Result.Result.Length > call.MaxResultBytes ? Payload.Empty : call.Result.Result,
            HadErrors = call.Result.HadErrors,
            ExitCode = call.Result.ExitCode,
            AddedJobs = isSuccess ? call.Context.AddedJobs : [],
            AddedCallbacks = isSuccess ? call.Context.AddedCallbacks : [],
            StateChanges = isSuccess ? call.Context.StateChanges : [],
            AddedParts = isSuccess ? call.Context.AddedParts : [],
            Returned = isSuccess ? call.Result.Returned : null,
        };
    }

    private static Settlement Bare(JobRun run, DateTimeOffset now, JobOutcome? outcome, JobError? error) => new()
    {
        Key = run.Key,
        StartedAt = run.StartedAt,
        EndedAt = now,
        Outcome = outcome,
        Error = error,
    };

    private static JobError Cancelled(JobRun run) => new()
    {
        ErrorId = ErrorIds.JobCancelled,
        Message = $"Job {run.Key.JobId} was stopped while it ran.",
    };

    private static JobError TimedOut(JobRun run) => new()
    {
        ErrorId = ErrorIds.JobTimedOut,
        Message = $"Job {run.Key.JobId} ran longer than its time limit of {run.Job.Timeout} and was stopped. "
            + "Give it more time, or make it do less.",
    };

    private static JobError Aborted(int interruptions, long job) => new()
    {
        ErrorId = ErrorIds.JobAborted,
        Message = $"Job {job} was interrupted by the stop of its dispatcher "
            + $"({interruptions} interruptions), and its retry policy does not run it again.",
    };

    private static JobError StoppedItself(JobRun run) => new()
    {
        ErrorId = ErrorIds.JobAborted,
        Message = $"The call of job {run.Key.JobId} was stopped from within; nobody had asked for it.",
    };

    private static JobError TooLarge(EndedCall call) => new()
    {
        ErrorId = ErrorIds.PayloadTooLarge,
        Message = $"The result of job {call.Run.Key.JobId} has {call.Result.Result.Length} bytes; at most "
            + $"{call.MaxResultBytes} are stored. Write it to a file and return the file's path.",
    };
}
