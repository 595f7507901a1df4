using AsyncEngine.Storage;
using Engine = AsyncEngine.Dispatching;

namespace AsyncPS.Session;

/// <summary>A dispatcher in this process, with the session that started it and the store that it keeps open.</summary>
internal sealed class LocalDispatcher(ShellSession session, StoreLease lease, Engine.Dispatcher dispatcher)
{
    public ShellSession Session { get; } = session;

    public Engine.Dispatcher Dispatcher { get; } = dispatcher;

    public IStore Storage => lease.Store.Storage;

    /// <summary>Whether a cmdlet stays with it that stops it in good order when the process is told to end.</summary>
    public bool IsAttended { get; set; }

    /// <summary>Stops it and lets its store go.</summary>
    public async Task StopAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        try
        {
            await Dispatcher.StopAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            LocalDispatchers.Shared.Remove(this);
            lease.Dispose();
        }
    }
}
