using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Enqueues;
using AsyncEngine.Storage.Postgres.Migrations;
using AsyncEngine.Storage.Postgres.Reads;
using AsyncEngine.Storage.Postgres.Runs;
using AsyncEngine.Storage.Postgres.Signals;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;

namespace AsyncEngine.Storage.Postgres;

/// <summary>A store in one schema of a PostgreSQL database, for any number of machines.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresConnections _connections;
    private readonly PostgresReader _reader;
    private readonly PostgresSignal _signal;
    private readonly PostgresWriter _writer;
    private readonly GroupEnqueuer _group;

    private PostgresStore(PostgresConnections connections, PostgresSignal signal, TestClock clock, StoreOptions options)
    {
        _connections = connections;
        _signal = signal;
        var texts = new CallTexts();
        var source = new OwnSource(options.Source);
        var writer = _writer = new PostgresWriter(connections, signal, texts, source, clock);
        _group = new GroupEnqueuer(writer, source, clock);
        _reader = new PostgresReader(connections, clock);
        Queues = new QueueVerbs(writer, _reader);
        Quotas = new QuotaVerbs(writer, _reader);
        var caller = new CallerEnqueuer(connections, writer, signal.Channel, texts, source, clock);
        Jobs = new PostgresJobs(writer, _reader, _group, caller, texts, options);
        Runs = new PostgresRuns(connections, writer, _reader, signal, texts, clock, options);
        Dispatchers = new PostgresDispatchers(writer, _reader);
        Live = new LiveVerbs(writer, _reader);
        States = new StateVerbs(writer, _reader, options);
        Transfer = new PostgresTransfer(connections, writer);
    }

    public string Location => _connections.Location;

    public IQueueStore Queues { get; }

    public IQuotaStore Quotas { get; }

    public IJobStore Jobs { get; }

    public IRunStore Runs { get; }

    public IDispatcherStore Dispatchers { get; }

    public ILiveStore Live { get; }

    public IStateStore States { get; }

    public IStoreSignal Signal => _signal;

    public ITransferStore Transfer { get; }

    /// <summary>Opens a store, and creates it where there is none and the options allow it.</summary>
    public static PostgresStore Open(string connectionString, StoreOptions options)
    {
        var connections = new PostgresConnections(PostgresAddress.Parse(connectionString, options.Schema));
        var signal = new PostgresSignal(connections, options);
        try
        {
            connections.AdaptToPool();
            var clock = new TestClock(options.TimeProvider);
            new PostgresMigrator(connections, clock, options.Create).Run();
            signal.Start();
            return new PostgresStore(connections, signal, clock, options);
        }
        catch (Exception exception)
        {
            Close(connections, signal);
            if (PostgresErrors.IsDatabase(exception))
            {
                throw PostgresErrors.Translate(exception, connections.Location);
            }

            throw;
        }
    }

    public Task<StoreInfo> DescribeAsync(CancellationToken cancellationToken) =>
        _reader.RunAsync(Describe, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync().ConfigureAwait(false);
        await _signal.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
        _writer.Dispose();
        _reader.Dispose();
    }

    private static void Close(PostgresConnections connections, PostgresSignal signal)
    {
        signal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        connections.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private StoreInfo Describe(Database database, long now)
    {
        using var read = database.Use(Sql.MetaDescribe);
        read.Bind("schema", _connections.Address.Schema);
        read.Step();
        return new StoreInfo
        {
            Kind = "PostgreSQL",
            Location = _connections.Location,
            SchemaVersion = read.GetInt(0),
            DatabaseVersion = read.GetText(2),
            Size = read.GetLong(3),
            Bloat = read.GetLong(5) / 1e6,
            Durability = read.GetText(4) is "off" ? nameof(Durability.Normal) : nameof(Durability.Full),
            CreatedAt = Moment.ToMoment(read.GetLong(1)),
            Now = Moment.ToMoment(now),
        };
    }
}
