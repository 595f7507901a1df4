using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>Waits until a dispatcher's queues hold nothing that can run.</summary>
internal sealed class DrainWatch(DispatcherCore core, AgentRoster agents)
{
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var store = core.Store.Storage;
        while (true)
        {
            var seen = store.Signal.Version;
            var quiet = core.Quiet.Next;
            var limit = core.Options.PollInterval;

            // While its own agents are busy there is no need to ask the store.
            if (agents.All(agent => agent.Handover.IsQuiet))
            {
                var state = await ReadAsync(cancellationToken).ConfigureAwait(false);
                if (state.IsDrained)
                {
                    return;
                }

                limit = Sooner(limit, state.NextRetryAt);
            }

            await WaitAsync(store.Signal, seen, quiet, limit, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DrainState> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = agents.ToLookup(agent => agent.Options.Queue, StringComparer.OrdinalIgnoreCase);
        var refusing = queues.Where(queue => queue.All(agent => agent.Scout.RefusesAll)).Select(queue => queue.Key)
            .ToList();
        var state = await ReadAsync([.. queues.Select(queue => queue.Key).Except(refusing)], cancellationToken)
            .ConfigureAwait(false);

        if (refusing.Count == 0)
        {
            return state;
        }

        // What all of its agents refuse does not keep it, as little as what other queues have.
        var refused = await ReadAsync(refusing, cancellationToken).ConfigureAwait(false);
        return new DrainState(
            state.Ready,
            state.InProgress + refused.InProgress,
            state.Retries + refused.Retries,
            Earlier(state.NextRetryAt, refused.NextRetryAt));
    }

    private Task<DrainState> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) => core.Link
        .AskAsync(() => core.Store.Storage.Dispatchers.ReadDrainStateAsync(queues, cancellationToken));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is { } a && other is { } b ? (a < b ? a : b) : one ?? other;

    private TimeSpan Sooner(TimeSpan limit, DateTimeOffset? at)
    {
        var left = at - core.Now ?? limit;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit;
    }

    private static async Task WaitAsync(
        IStoreSignal signal, long seen, Task quiet, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = signal.WaitAsync(seen, limit, either.Token);
        await Task.WhenAny(change, quiet).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
