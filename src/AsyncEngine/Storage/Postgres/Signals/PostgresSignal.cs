using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational.Signals;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>
/// Tells waiters of writes: those of this store object at once, those of others when the server notifies of them. A slow
/// poll goes on behind that, in case a notification was lost.
/// </summary>
internal sealed class PostgresSignal : IStoreSignal, IAsyncDisposable
{
    private readonly SignalHub _hub = new();
    private readonly HubSignal _waits;
    private readonly Notifier _notifier;
    private readonly Listener _listener;

    public PostgresSignal(PostgresConnections connections, StoreOptions options)
    {
        Channel = new Channel(connections, Guid.NewGuid().ToString("N"));
        _waits = new HubSignal(_hub, Testing.RealTime.Of(options.TimeProvider));
        _notifier = new Notifier(Channel);
        _listener = new Listener(Channel, _hub.Raise, options.LoggerFactory.CreateLogger<Listener>());
    }

    public Channel Channel { get; }

    public long Version => _hub.Version;

    /// <summary>Begins to listen, on a connection of its own.</summary>
    public void Start() => _listener.Start();

    /// <summary>This store object has written.</summary>
    /// <param name="isQuiet">Whether it is of no interest to other store objects.</param>
    public void Raise(bool isQuiet = false)
    {
        _hub.Raise();
        if (!isQuiet)
        {
            _notifier.Notify();
        }
    }

    public Task<bool> WaitAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        _waits.WaitAsync(seen, timeout, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _notifier.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }
}
