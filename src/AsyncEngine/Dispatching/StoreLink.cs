using AsyncEngine.Diagnostics;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;
using AsyncEngine.Testing;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>
/// A dispatcher's way to its store: what must not be lost is brought again and again until it is written. Says once
/// that the store does not answer, and once that it does again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="log">Where to say it.</param>
/// <param name="giveUp">Cancelled when the dispatcher has to end although the store does not answer.</param>
internal sealed class StoreLink(IStore store, ILogger log, CancellationToken giveUp)
{
    private readonly Outage _outage = new();
    private int _oddities;

    /// <summary>Shut by a test that wants this dispatcher silent.</summary>
    public Standstill Standstill { get; } = new();

    /// <summary>Writes a turn. Throws only when the dispatcher gives up.</summary>
    public async Task<TurnResult> TurnAsync(Turn turn)
    {
        try
        {
            var result = await UntilWrittenAsync(() => store.Runs.TurnAsync(turn, CancellationToken.None))
                .ConfigureAwait(false);
            _oddities = 0;
            return result;
        }
#pragma warning disable CA1031 // One settlement that the store chokes on must not hold up all others for ever.
        catch (Exception exception) when (!giveUp.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.StoreFailed(log, exception);
            await PauseAsync(++_oddities).ConfigureAwait(false);
            return await OneByOneAsync(turn).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="IRunStore.Stand"/>
    public IStandingTurn? Stand(Turn turn) => store.Runs.Stand(turn, () => !Standstill.IsShut);

    /// <summary>Writes what jobs have produced.</summary>
    public async Task FlushAsync(IReadOnlyList<LiveOutput> outputs)
    {
        try
        {
            await UntilWrittenAsync(async () =>
            {
                await store.Live.FlushAsync(outputs, CancellationToken.None).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Output that cannot be written must not keep outcomes from being written.
        catch (Exception exception) when (!giveUp.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.StoreFailed(log, exception);
        }
    }

    /// <summary>Frees the slots of a thread that outlived its job.</summary>
    public async Task ReleaseHoldAsync(RunKey key) =>
        await UntilWrittenAsync(async () =>
        {
            await store.Dispatchers.ReleaseHoldAsync(key, CancellationToken.None).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);

    /// <summary>Asks until the store answers. What is no outage is thrown.</summary>
    public Task<T> AskAsync<T>(Func<Task<T>> verb) => UntilWrittenAsync(verb);

    /// <summary>
    /// As <see cref="AskAsync"/>, but blocks and needs no thread of the pool for it, as long as the verb needs none.
    /// </summary>
    public T Ask<T>(Func<Task<T>> verb)
    {
        while (true)
        {
            Standstill.PassAsync().GetAwaiter().GetResult();
            var before = _outage.Look();
            try
            {
                var result = verb().GetAwaiter().GetResult();
                NoteAnswer(before);
                return result;
            }
            catch (AsyncEngineException exception) when (IsOutage(exception))
            {
                giveUp.WaitHandle.WaitOne(Pause(NoteOutage(before, exception)));
                giveUp.ThrowIfCancellationRequested();
            }
        }
    }

    // Only a store that does not answer is given up: on a busy machine the time to stop may be over before the first try.
    private async Task<T> UntilWrittenAsync<T>(Func<Task<T>> verb)
    {
        while (true)
        {
            if (Standstill.IsShut)
            {
                await Standstill.PassAsync().ConfigureAwait(false);
            }

            var before = _outage.Look();
            try
            {
                var result = await verb().ConfigureAwait(false);
                NoteAnswer(before);
                return result;
            }
            catch (AsyncEngineException exception) when (IsOutage(exception))
            {
                await PauseAsync(NoteOutage(before, exception)).ConfigureAwait(false);
            }
        }
    }

    // This paces requests; it is no job's time and so does not follow the store's clock.
    private Task PauseAsync(int failures) => Task.Delay(Pause(failures), TimeProvider.System, giveUp);

    private static TimeSpan Pause(int failures) => Backoff.Outage(failures, Random.Shared.NextDouble());

    // How long to pause follows from how many requests have failed.
    private int NoteOutage(Outage.Knowledge before, AsyncEngineException exception)
    {
        var failures = _outage.Failed(before);
        if (failures == 1)
        {
            Log.StoreLost(log, exception);
        }

        return Math.Max(failures, 1);
    }

    private void NoteAnswer(Outage.Knowledge before)
    {
        if (_outage.Answered(before) is var failures and > 0)
        {
            Log.StoreBack(log, failures);
        }
    }

    private static bool IsOutage(AsyncEngineException exception) =>
        exception.ErrorId is ErrorIds.StoreUnavailable or ErrorIds.StoreBusy or ErrorIds.StoreFull
            or ErrorIds.StoreReadOnly;

    private async Task<TurnResult> OneByOneAsync(Turn turn)
    {
        var settled = new List<SettleResult>();
        foreach (var settlement in turn.Settlements)
        {
            settled.Add(await TryOneAsync(turn, settlement).ConfigureAwait(false));
        }

        var last = turn with { Settlements = [], Want = 0, Ahead = 0 };
        if (last.Starts.Count + last.GiveBacks.Count > 0)
        {
            await TryOneAsync(last, settlement: null).ConfigureAwait(false);
        }

        return new TurnResult { Settled = settled, Claimed = [], MoreReady = true, Now = default };
    }

    private async Task<SettleResult> TryOneAsync(Turn turn, Settlement? settlement)
    {
        try
        {
            var one = settlement is null
                ? turn
                : turn with { Settlements = [settlement], Starts = [], GiveBacks = [], Want = 0, Ahead = 0 };
            var result = await UntilWrittenAsync(() => store.Runs.TurnAsync(one, CancellationToken.None))
                .ConfigureAwait(false);
            return settlement is null ? SettleResult.Done : result.Settled[0];
        }
#pragma warning disable CA1031 // See TurnAsync: here it is known which one it is.
        catch (Exception exception) when (!giveUp.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new SettleResult
            {
                Verdict = SettleVerdict.Refused,
                Refusal = exception as AsyncEngineException
                    ?? new AsyncEngineException(ErrorIds.JobAborted, exception.Message, exception),
            };
        }
    }
}
