using AsyncEngine.Dispatching;
using AsyncEngine.Storage;

namespace AsyncEngine.Testing;

/// <summary>
/// The dispatcher that a test need not start. It works during steps and stands still between them, and leaves when the
/// test starts one of its own.
/// </summary>
internal sealed class OwnDispatcher(AsyncStore store, DispatcherOptions options) : IAsyncDisposable
{
    private const string AgentName = "test";
    private const int AgentSize = 3;

    private Dispatcher? _own;

    /// <summary>Makes sure that somebody runs jobs.</summary>
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        if (store.Dispatchers.ToList().Any(life => life.Uuid != _own?.Uuid))
        {
            await DisposeAsync().ConfigureAwait(false);
            return;
        }

        if (_own is null || _own.State != DispatcherState.Running)
        {
            _own = new Dispatcher(store, options);
            await _own.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        if (FindPulse() is { } pulse)
        {
            pulse.Standstill.Open();
            await ServeAllAsync(pulse, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing changes from now on.</summary>
    public void Rest() => FindPulse()?.Standstill.Shut();

    /// <summary>It leaves; the next wake makes another.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_own is { } own)
        {
            _own = null;
            await own.StopAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private DispatcherPulse? FindPulse() =>
        store.Dispatchers.ToList().FirstOrDefault(life => life.Uuid == _own?.Uuid)?.Pulse;

    private async Task ServeAllAsync(DispatcherPulse pulse, CancellationToken cancellationToken)
    {
        var queues = await store.GetQueuesAsync(cancellationToken).ConfigureAwait(false);
        var served = (await store.GetDispatchersAsync(cancellationToken).ConfigureAwait(false))
            .First(each => each.Uuid == pulse.Uuid).Agents.Select(agent => agent.Queue);
        foreach (var queue in queues.Select(queue => queue.Name).Except(served, StringComparer.OrdinalIgnoreCase))
        {
            await store.Storage.Dispatchers
                .AddAgentAsync(pulse.Uuid, new AgentIdentity(AgentName, queue, AgentSize), cancellationToken)
                .ConfigureAwait(false);
        }

        pulse.FollowAgents();
    }
}
