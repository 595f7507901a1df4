using AsyncEngine.Dispatching;
using AsyncEngine.Storage;

namespace AsyncEngine.Testing;

/// <summary>
/// Moves a manual clock from one moment at which something is due to the next, and waits at each until all dispatchers
/// of the store in this process have come to rest.
/// </summary>
/// <remarks>
/// While nothing runs the clock jumps: an idle night costs no more than what is due in it. While a call runs that does
/// not end by itself, or a dispatcher is silent, it goes from timer to timer, so that pings, time limits and deaths come
/// in their order.
/// </remarks>
internal sealed class ClockStepper(AsyncStore store, ManualClock clock)
{
    // Paces the looks at threads that are to come to rest; nobody tells when they do.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1);

    // A call that did not end in its time gets a little more whenever something else has gone on.
    private static readonly TimeSpan SecondPatience = TimeSpan.FromMilliseconds(500);

    // Calls that are not waited for any more: they had their time.
    private readonly HashSet<(RunKey Run, StopReason Reason)> _held = [];

    /// <summary>How many jobs each dispatcher has ended so far, also one that stands still.</summary>
    public Dictionary<Guid, long> CountEnded() =>
        store.Dispatchers.ToList().ToDictionary(life => life.Uuid, life => life.Pulse.Ended);

    /// <summary>Steps to a moment.</summary>
    /// <param name="before">What had ended when the step began; before its dispatchers could take a job.</param>
    /// <param name="target">It; not before now.</param>
    /// <param name="patience">How long a call may run, in real time, before the clock goes on without it.</param>
    /// <param name="silent">Dispatchers that are frozen meanwhile.</param>
    /// <param name="cancellationToken">Ends it, somewhere on its way.</param>
    public async Task<ClockStep> StepAsync(
        IReadOnlyDictionary<Guid, long> before,
        DateTimeOffset target,
        TimeSpan patience,
        IReadOnlyCollection<Guid> silent,
        CancellationToken cancellationToken)
    {
        var all = Pulses();
        var frozen = all.Where(each => silent.Contains(each.Uuid)).ToList();
        var awake = all.Except(frozen).ToList();
        frozen.ForEach(each => each.Standstill.Shut());
        try
        {
            await SettleAsync(awake, patience, cancellationToken).ConfigureAwait(false);
            while (await NextAsync(awake, frozen.Count > 0, target, cancellationToken).ConfigureAwait(false) is { } next)
            {
                clock.Jump(next);
                await SettleAsync(awake, patience, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            frozen.ForEach(each => each.Standstill.Open());
        }

        if (frozen.Count > 0)
        {
            // What they bring now comes too late, and they hear of it.
            frozen.ForEach(each => each.FollowAgents());
            await SettleAsync(all, patience, cancellationToken).ConfigureAwait(false);
        }

        return new ClockStep
        {
            Now = clock.GetUtcNow(),
            Ended = (int)(all.Sum(each => each.Ended) - all.Sum(each => before.GetValueOrDefault(each.Uuid))),
            Running = [.. all.SelectMany(each => each.Running()).Select(run => run.Key.JobId).Distinct().Order()],
        };
    }

    private List<DispatcherPulse> Pulses() =>
        [.. store.Dispatchers.ToList().Select(life => life.Pulse).Where(pulse => !pulse.Standstill.IsShut)];

    /// <summary>The moment to go to; null when the clock is there.</summary>
    private async Task<DateTimeOffset?> NextAsync(
        List<DispatcherPulse> awake, bool someAreFrozen, DateTimeOffset target, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= target)
        {
            return null;
        }

        var next = target;
        foreach (var due in awake.Select(each => each.NextDueAt))
        {
            next = due > now && due < next ? due.Value : next;
        }

        var isWatched = someAreFrozen || awake.Any(each => each.Busy > 0) || IsMissed(awake, next - now)
            || await AnyAreMissingAsync(awake, cancellationToken).ConfigureAwait(false);
        return isWatched && clock.NextTimer is { } timer && timer < next ? (timer > now ? timer : now) : next;
    }

    // A dispatcher whose own sign of life is this late judges no other; one that is less late might, before that one has
    // said that it lives (R250).
    private static bool IsMissed(List<DispatcherPulse> awake, TimeSpan jump) =>
        awake.Count > 1 && jump <= awake.Max(each => each.LateAfter);

    /// <summary>Whether the store believes in a dispatcher that is not here: it is to be declared dead in time.</summary>
    private async Task<bool> AnyAreMissingAsync(List<DispatcherPulse> awake, CancellationToken cancellationToken)
    {
        var known = await store.Storage.Dispatchers.ListAsync(cancellationToken).ConfigureAwait(false);
        return awake.Count > 0
            && known.Any(each => each.ActivatedAt is not null && awake.All(pulse => pulse.Uuid != each.Uuid));
    }

    /// <summary>
    /// Waits until nothing is left that is due. A claim that began after the last change of the store has found nothing:
    /// that is the proof.
    /// </summary>
    private async Task SettleAsync(List<DispatcherPulse> awake, TimeSpan patience, CancellationToken cancellationToken)
    {
        var ended = awake.Sum(each => each.Ended);
        for (long? seen = null; seen != store.Storage.Signal.Version;)
        {
            await UntilAsync(() => awake.All(each => each.HasPolled), cancellationToken).ConfigureAwait(false);
            seen = store.Storage.Signal.Version;
            awake.ForEach(each => each.Look());
            await RestAsync(awake, patience, cancellationToken).ConfigureAwait(false);
        }

        if (awake.Sum(each => each.Ended) > ended && awake.Any(each => each.Busy > 0))
        {
            await RestAsync(awake, SecondPatience, cancellationToken, again: true).ConfigureAwait(false);
        }
    }

    private async Task RestAsync(
        List<DispatcherPulse> awake, TimeSpan patience, CancellationToken cancellationToken, bool again = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await UntilAsync(() => awake.All(each => each.IsAtRest && IsOver(each, again)), limit.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _held.UnionWith(awake.SelectMany(each => each.Running()).Select(run => (run.Key, run.Reason)));

            // What is not a call is never given up.
            await UntilAsync(() => awake.All(each => each.IsAtRest), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsOver(DispatcherPulse pulse, bool again) =>
        pulse.Busy == (again ? 0 : pulse.Running().Count(run => _held.Contains((run.Key, run.Reason))));

    private static async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (!isSo())
        {
            await Task.Delay(Pace, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }
}
