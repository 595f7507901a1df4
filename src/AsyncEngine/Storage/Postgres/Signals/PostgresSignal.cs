using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational.Signals;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>
/// Tells waiters of writes: those of this store object at once, those of others when the server notifies of them. A slow
/// poll goes on behind that, in case a notification was lost.
/// </summary>
internal sealed class PostgresSignal : IStoreSignal, IAsyncDisposable
{
    private readonly SignalHub _hub = new();
    private readonly SignalHub _work = new();
    private readonly SignalHub _ends = new();
    private readonly HubSignal _waits;
    private readonly Notifier _notifier;
    private readonly Listener _listener;

    public PostgresSignal(PostgresConnections connections, StoreOptions options)
    {
        Channel = new Channel(connections, Guid.NewGuid().ToString("N"));
        var clock = Testing.RealTime.Of(options.TimeProvider);
        _waits = new HubSignal(_hub, clock);
        Work = new HubSignal(_work, clock);
        Ends = new HubSignal(_ends, clock);
        _notifier = new Notifier(Channel);
        _listener = new Listener(Channel, Heard, options.LoggerFactory.CreateLogger<Listener>());
    }

    public Channel Channel { get; }

    public long Version => _hub.Version;

    public IStoreSignal Work { get; }

    public IStoreSignal Ends { get; }

    /// <summary>Begins to listen, on a connection of its own.</summary>
    public void Start() => _listener.Start();

    /// <summary>
    /// What is to be said to others with the message that commits a write, after the commit; null: nothing, or not now.
    /// </summary>
    public NpgsqlBatchCommand? TakeNotice(Change change) =>
        IsOfInterest(change) && _notifier.TryTake() ? Channel.NoticeOf(change) : null;

    /// <summary>This store object has written.</summary>
    /// <param name="isTold">Whether others know of it, or need not.</param>
    /// <param name="change">What it may mean.</param>
    public void Raise(Change change, bool isTold = false)
    {
        Heard(change);
        if (!isTold && IsOfInterest(change))
        {
            _notifier.Notify(change);
        }
    }

    public Task<bool> WaitAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        _waits.WaitAsync(seen, timeout, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _notifier.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>What is neither work nor an end changes nothing that another process waits for (docs/adr/0028).</summary>
    private static bool IsOfInterest(Change change) => change != Change.Other;

    private void Heard(Change change)
    {
        if (change.HasFlag(Change.Work))
        {
            _work.Raise();
        }

        if (change.HasFlag(Change.Ends))
        {
            _ends.Raise();
        }

        _hub.Raise();
    }
}
