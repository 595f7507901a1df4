using AsyncEngine.Calls;
using AsyncEngine.Calls.Values;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What is to be called, a job's call or a callback's.</summary>
internal readonly record struct CallTarget(
    string? Name,
    CallText Call,
    Payload Arguments,
    Payload RunnerSettings,
    RetryPolicyKind Policy,
    int Attempt,
    ParentOutcome? Parent,
    CallText? RetryCall = null)
{
    public static CallTarget Of(ClaimedJob job) =>
        new(
            job.Name,
            job.Call,
            job.Arguments,
            job.RunnerSettings,
            job.RetryPolicy,
            job.Attempt,
            job.Parts is { } parts ? PartsOf(job.Key.JobId, parts) : null,
            job.RetryCall);

    public static CallTarget Of(DueCallback callback, CallText call) =>
        new(
            callback.Name,
            call,
            callback.Arguments,
            callback.RunnerSettings,
            callback.RetryPolicy,
            1,
            new ParentOutcome(
                callback.ParentId, callback.ParentOutcome, callback.ParentResult, callback.ParentError));

    /// <summary>What follows a join gets its parts as a callback gets its parent's result: as the last argument.</summary>
    private static ParentOutcome PartsOf(long id, IReadOnlyList<long> parts) =>
        new(id, JobOutcome.Succeeded, JobReferences.Encode(parts), null);
}
