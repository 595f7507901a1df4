using AsyncEngine.Storage;
using Engine = AsyncEngine.Dispatching;

namespace AsyncPS.Session;

/// <summary>A dispatcher in this process, with the session that started it and the store that it keeps open.</summary>
#pragma warning disable CA1001 // The source has no timer, and a signal may still want it after the stop.
internal sealed class LocalDispatcher(ShellSession session, StoreLease lease, Engine.Dispatcher dispatcher)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _hurry = new();

    public ShellSession Session { get; } = session;

    public Engine.Dispatcher Dispatcher { get; } = dispatcher;

    public IStore Storage => lease.Store.Storage;

    /// <summary>Whether a cmdlet stays with it that stops it in good order when the process is told to end.</summary>
    public bool IsAttended { get; set; }

    /// <summary>Running jobs have no time any more: a stop, one that goes on as well, interrupts them at once.</summary>
    public void Hurry() => _hurry.Cancel();

    /// <summary>Stops it and lets its store go.</summary>
    public async Task StopAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _hurry.Token);
        try
        {
            await Dispatcher.StopAsync(timeout, either.Token).ConfigureAwait(false);
        }
        finally
        {
            LocalDispatchers.Shared.Remove(this);
            lease.Dispose();
        }
    }
}
