namespace AsyncEngine.Dispatching;

/// <summary>Waits until a dispatcher's queues hold nothing that can run.</summary>
internal sealed class DrainWatch(DispatcherCore core, IReadOnlyList<Agent> agents, IReadOnlyList<string> queues)
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
                var state = await core.Link
                    .AskAsync(() => store.Dispatchers.ReadDrainStateAsync(queues, cancellationToken))
                    .ConfigureAwait(false);
                if (state.IsDrained)
                {
                    return;
                }

                limit = Sooner(limit, state.NextRetryAt);
            }

            await WaitAsync(store.Signal, seen, quiet, limit, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Sooner(TimeSpan limit, DateTimeOffset? at)
    {
        var left = at - core.Now ?? limit;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit;
    }

    private static async Task WaitAsync(
        Storage.IStoreSignal signal, long seen, Task quiet, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = signal.WaitAsync(seen, limit, either.Token);
        await Task.WhenAny(change, quiet).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
