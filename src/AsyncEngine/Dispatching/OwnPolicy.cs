using AsyncEngine.Calls;
using AsyncEngine.Diagnostics;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Asks a job's own retry policy: one that the dispatcher knows by name, or a script, which is run like a callback of
/// the failed call. One that fails to answer has said no (R109).
/// </summary>
internal sealed class OwnPolicy(DispatcherCore core)
{
    public RetryDecision Ask(RetryFailure failure, CallTarget target, JobContext context, ICallRunner runner)
    {
        try
        {
            var policy = target.RetryCall ?? throw new InvalidOperationException("The job names no policy.");
            return policy.Kind == CallKind.Script
                ? AskScript(policy, failure, target, context, runner)
                : AskNamed(policy.Text, failure);
        }
#pragma warning disable CA1031 // Whatever it is that a policy does wrong, the job's own failure stands.
        catch (Exception exception)
        {
            Log.PolicyFailed(core.Log, failure.JobId, exception);
            return RetryDecision.GiveUp;
        }
#pragma warning restore CA1031
    }

    /// <summary>
    /// R110: nothing and false mean no, a duration or a moment means then (without a zone it is UTC, R121), anything else
    /// means at once.
    /// </summary>
    public static RetryDecision Read(object? answer) => answer switch
    {
        null or false or 0 or "" => RetryDecision.GiveUp,
        TimeSpan delay => RetryDecision.After(delay),
        DateTimeOffset moment => RetryDecision.At(moment),
        DateTime { Kind: DateTimeKind.Unspecified } moment => RetryDecision.At(new DateTimeOffset(moment, TimeSpan.Zero)),
        DateTime moment => RetryDecision.At(new DateTimeOffset(moment.ToUniversalTime(), TimeSpan.Zero)),
        _ => RetryDecision.Now,
    };

    private RetryDecision AskNamed(string name, RetryFailure failure) =>
        core.Options.RetryPolicies.TryGetValue(name, out var policy)
            ? policy.Decide(failure)
            : throw new KeyNotFoundException(
                $"This dispatcher knows no retry policy '{name}'. Add it to the RetryPolicies of its options.");

    private RetryDecision AskScript(
        CallText script, RetryFailure failure, CallTarget target, JobContext context, ICallRunner runner)
    {
        var result = runner.Run(new ScriptInvocation
        {
            Call = script,
            Settings = target.RunnerSettings,
            Parent = failure.Error is null
                ? null
                : new ParentOutcome(failure.JobId, JobOutcome.Failed, Payload.Empty, failure.Error),
            Context = context,
        });
        return result.Error is { } error
            ? throw new InvalidOperationException(error.Message)
            : Read(core.Store.Options.Codec.Decode(result.Result));
    }
}
