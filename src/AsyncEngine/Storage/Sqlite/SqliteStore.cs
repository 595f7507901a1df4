using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Migrations;
using AsyncEngine.Storage.Relational.Signals;
using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Migrations;
using AsyncEngine.Storage.Sqlite.Signals;
using AsyncEngine.Storage.Sqlite.Writing;
using AsyncEngine.Testing;

namespace AsyncEngine.Storage.Sqlite;

/// <summary>A store in one SQLite file: one thread writes, readers have connections of their own.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly StoreFile _file;
    private readonly StoreOptions _options;
    private readonly SqliteConnections _connections;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;

    private SqliteStore(StoreFile file, StoreOptions options, SqliteConnections connections, TurnLock turn)
    {
        _file = file;
        _options = options;
        _connections = connections;
        var signals = FileSignals.Of(file.Path);
        var database = connections.OpenWriter();
        var session = new SqliteSession(database, options, file.Path);
        _writer = new SqliteWriter(file, connections, turn, signals, database, session);
        _reader = new SqliteReader(connections, options.TimeProvider);
        Queues = new QueueVerbs(_writer, _reader);
        Quotas = new QuotaVerbs(_writer, _reader);
        Jobs = new SqliteJobs(file, _writer, _reader, session.Texts, options);
        Runs = new SqliteRuns(_writer, session, _reader, options);
        Dispatchers = new DispatcherVerbs(_writer, _reader);
        Live = new LiveVerbs(_writer, _reader);
        States = new StateVerbs(_writer, _reader, options);
        var clock = RealTime.Of(options.TimeProvider);
        Signal = new HubSignal(signals.All, clock, new HubSignal(signals.Work, clock));
        Transfer = new SqliteTransfer(file, connections, _writer);
    }

    public string Location => _file.Path;

    public IQueueStore Queues { get; }

    public IQuotaStore Quotas { get; }

    public IJobStore Jobs { get; }

    public IRunStore Runs { get; }

    public IDispatcherStore Dispatchers { get; }

    public ILiveStore Live { get; }

    public IStateStore States { get; }

    public IStoreSignal Signal { get; }

    public ITransferStore Transfer { get; }

    /// <summary>Opens a store, and creates it where there is none and the options allow it.</summary>
    public static SqliteStore Open(string path, StoreOptions options)
    {
        if (path == ":memory:")
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                "A store is a file: several connections have to see it. One in memory, for tests, is opened by "
                + "AsyncStore.OpenTest with InMemory.");
        }

        var file = StoreFile.Prepare(path, options.Create);
        var connections = new SqliteConnections(file, options.Durability);
        try
        {
            var turn = new TurnLock(file);
            new Migrator(file, connections, turn, options.TimeProvider).Run();
            return new SqliteStore(file, options, connections, turn);
        }
        catch (SqliteFailure failure)
        {
            var refusal = SqliteErrors.Translate(failure, file.Path);
            Close(connections, file, refusal);
            throw refusal;
        }
        catch (AsyncEngineException refusal)
        {
            Close(connections, file, refusal);
            throw;
        }
    }

    public Task<StoreInfo> DescribeAsync(CancellationToken cancellationToken) =>
        _reader.RunAsync(Describe, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    private static void Close(SqliteConnections connections, StoreFile file, AsyncEngineException refusal)
    {
        connections.Dispose();
        if (refusal.ErrorId == ErrorIds.StoreNotRecognized)
        {
            file.Leave();
        }
    }

    private StoreInfo Describe(Database database, long now)
    {
        using var read = database.Use(Sql.MetaDescribe);
        read.Step();
        return new StoreInfo
        {
            Kind = "SQLite",
            Location = _file.Path,
            SchemaVersion = read.GetInt(0),
            DatabaseVersion = SQLitePCL.raw.sqlite3_libversion().utf8_to_string(),
            Size = _file.Size(),
            Bloat = read.GetLong(2) / 1e6,
            LogSize = _file.LogSize(),
            Durability = _options.Durability.ToString(),
            CreatedAt = Moment.ToMoment(read.GetLong(1)),
            Now = Moment.ToMoment(now),
        };
    }
}
