using AsyncEngine.Storage;
using Engine = AsyncEngine.Dispatching;

namespace AsyncPS.Session;

/// <summary>A dispatcher in this process, with the session that started it and the store that it keeps open.</summary>
/// <param name="session">Whose it is.</param>
/// <param name="lease">Its store.</param>
/// <param name="dispatcher">Itself.</param>
/// <param name="host">What its workers run scripts with; ends with it.</param>
/// <param name="notices">What it has logged; ends with it.</param>
#pragma warning disable CA1001 // The source has no timer, and a signal may still want it after the stop.
internal sealed class LocalDispatcher(
    ShellSession session, StoreLease lease, Engine.Dispatcher dispatcher, IDisposable host, DispatcherNotices notices)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _hurry = new();

    public ShellSession Session { get; } = session;

    public Engine.Dispatcher Dispatcher { get; } = dispatcher;

    public IStore Storage => lease.Store.Storage;

    /// <summary>What it has logged lately, and what its session has yet to be told.</summary>
    public DispatcherNotices Notices => notices;

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
            host.Dispose();
            notices.Dispose();
            lease.Dispose();
        }
    }
}
