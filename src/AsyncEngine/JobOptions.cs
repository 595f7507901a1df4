using AsyncEngine.Calls.Values;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>How a job is to be run. Everything is optional.</summary>
public sealed record JobOptions
{
    /// <summary>What a job has that is told nothing.</summary>
    internal static JobOptions Default { get; } = new();

    /// <summary>A name to find it by; need not be unique.</summary>
    public string? Name { get; init; }

    /// <summary>Names of quotas of its queue; it runs when all of them have room (R126, R135).</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Quotas { get; init; } = [];

    /// <summary>The earliest start. A past one is accepted and queues like none (R011).</summary>
    public DateTimeOffset? BeginAfter { get; init; }

    /// <summary>The earliest start, counted from now; exclusive with <see cref="BeginAfter"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>
    /// How long after its earliest start it may still begin; later it fails with <c>JobExpired</c> (R044).
    /// </summary>
    /// <value>Default: null, no limit.</value>
    public TimeSpan? BeginBy { get; init; }

    /// <summary>Higher goes first.</summary>
    /// <value>Default: 0.</value>
    public int Priority { get; init; }

    /// <summary>How long its call may run; then it fails with <c>JobTimedOut</c>.</summary>
    /// <value>Default: null, no limit.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often its call is started before an error is final.</summary>
    /// <value>Default: null, once.</value>
    public int? MaxAttempts { get; init; }

    /// <summary>The pause before the second attempt; it doubles with each one, give or take a tenth.</summary>
    /// <value>Default: null, one second.</value>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>What happens on conflicts, lost connections and interruptions (R105 to R119).</summary>
    /// <value>Default: <see cref="RetryPolicyKind.Common"/>.</value>
    public RetryPolicyKind RetryPolicy { get; init; }

    /// <summary>
    /// The name of a retry policy that its dispatcher knows; it takes the place of <see cref="RetryPolicy"/>,
    /// <see cref="MaxAttempts"/> and <see cref="RetryDelay"/>. A dispatcher that does not know it does not retry (R108).
    /// </summary>
    /// <value>Default: null.</value>
    public string? OwnRetryPolicy { get; init; }

    /// <summary>Name of the state that it works on; jobs with the same state never run at once.</summary>
    public string? State { get; init; }

    /// <summary>Words to find it by.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Within a running job: add at once, instead of with that job's success (R065). Elsewhere without meaning.
    /// </summary>
    public bool Immediate { get; init; }

    /// <summary>What runs when it has ended, in this order; stored with it, all or nothing (R066).</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<JobCallback> Callbacks { get; init; } = [];

    internal NewJob ToNewJob(string queue, CallText call, Payload arguments, ValueCodec codec)
    {
        Validate();
        return new NewJob
        {
            Queue = queue,
            Name = Name,
            Call = call,
            Arguments = arguments,
            Quotas = Quotas,
            BeginAfter = BeginAfter,
            Delay = Delay,
            BeginBy = BeginBy,
            Priority = Priority,
            Timeout = Timeout,
            MaxAttempts = MaxAttempts,
            RetryDelay = RetryDelay,
            RetryPolicy = OwnRetryPolicy is null ? RetryPolicy : RetryPolicyKind.Own,
            RetryCall = OwnRetryPolicy is null ? null : new CallText(CallKind.Method, OwnRetryPolicy),
            State = State,
            Tags = Tags,
            Callbacks = Callbacks.Count == 0 ? [] : [.. Callbacks.Select(callback => callback.ToNewCallback(codec))],
        };
    }

    private void Validate()
    {
        var problem =
            Quotas is null || Tags is null || Callbacks is null || Callbacks.Contains(null!)
                ? "Quotas, Tags, Callbacks or one of the callbacks is null; leave it out"
            : BeginAfter is not null && Delay is not null ? "BeginAfter and Delay exclude each other; give one"
            : Delay < TimeSpan.Zero ? "Delay is negative; give zero or more"
            : BeginBy < TimeSpan.Zero ? "BeginBy is negative; it is a duration after the earliest start"
            : Timeout < TimeSpan.FromMicroseconds(1) ? "Timeout is less than a microsecond; leave it out for no limit"
            : MaxAttempts < 1 ? "MaxAttempts is less than 1; the first start counts"
            : RetryPolicy == RetryPolicyKind.Own ? "RetryPolicy is Own; name the policy with OwnRetryPolicy instead"
            : !Enum.IsDefined(RetryPolicy) ? $"RetryPolicy is {(int)RetryPolicy}, which is none"
            : string.IsNullOrWhiteSpace(OwnRetryPolicy ?? "none") ? "OwnRetryPolicy is empty; leave it out"
            : RetryDelay < TimeSpan.Zero ? "RetryDelay is negative; give zero or more"
            : null;
        if (problem is not null)
        {
            throw new AsyncEngineException(ErrorIds.ArgumentInvalid, $"The job was not added: {problem}.");
        }
    }
}
