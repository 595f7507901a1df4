using AsyncEngine.Scheduling;

namespace AsyncEngine;

/// <summary>What a retry policy answers.</summary>
public readonly record struct RetryDecision
{
    /// <summary>The failure is the job's outcome. Also what an answer without content means.</summary>
    public static RetryDecision GiveUp => default;

    /// <summary>Run again at once, in the same thread (R110). Nothing limits how often that may be answered.</summary>
    public static RetryDecision Now => new() { IsRetry = true };

    /// <summary>Whether the job runs again.</summary>
    public bool IsRetry { get; private init; }

    /// <summary>When it runs again; null = at once, in the same thread.</summary>
    public DateTimeOffset? Moment { get; private init; }

    /// <summary>How long it waits in its queue before it runs again; null = see <see cref="Moment"/>.</summary>
    public TimeSpan? Delay { get; private init; }

    /// <summary>The moment that the answer means; null when the job runs again in the same thread, or not at all.</summary>
    internal DateTimeOffset? MomentFrom(DateTimeOffset now) => Moment ?? (Delay is { } delay ? Moments.After(now, delay) : null);

    /// <summary>
    /// Back to the queue, held for that long (R121). Zero or less: first in line, its quotas kept.
    /// </summary>
    /// <param name="delay">How long.</param>
    public static RetryDecision After(TimeSpan delay) => new() { IsRetry = true, Delay = delay };

    /// <summary>Back to the queue, held until then (R121). A moment that has passed: first in line, its quotas kept.</summary>
    /// <param name="moment">When.</param>
    public static RetryDecision At(DateTimeOffset moment) => new() { IsRetry = true, Moment = moment };
}
