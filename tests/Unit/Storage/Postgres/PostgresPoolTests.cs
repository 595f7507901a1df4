using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage.Postgres.Connections;
using Npgsql;
using Unit.Dispatching;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Too few connections, and pools between the store and its server.</summary>
public sealed class PostgresPoolTests : IDisposable
{
    private readonly PostgresServer _server = PostgresCluster.Require();
    private readonly RecordingLog _log = new();
    private readonly string _schema = $"own_{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoreOptions Options => new() { LoggerFactory = _log, Schema = _schema };

    public void Dispose() => Execute($"drop schema if exists {_schema} cascade");

    [Fact]
    public async Task Jobs_RunBehindATransactionPool_ByPolling_AndItIsSaidOnce()
    {
        using var pool = PgBouncer.Start(_server);
        await using var store = AsyncStore.Open(pool.ConnectionString, Options);
        await using var other = AsyncStore.Open(pool.ConnectionString, new StoreOptions { Schema = _schema });
        await store.Queue().CreateQuotaAsync("one", 1, Token);
        await using var dispatcher = new Dispatcher(store, new DispatcherOptions { PollInterval = TimeSpan.FromMinutes(10) });
        await dispatcher.StartAsync(Token);
        while (!_log.Entries.Any(entry => IsPolling(entry.Text)))
        {
            await Task.Delay(20, Token);
        }

        var jobs = await other.Queue().AddRangeAsync(
            Enumerable.Range(0, 200), number => Chores.Twice(number), new JobOptions { Quotas = ["one"] }, Token);

        foreach (var job in jobs)
        {
            Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
        }

        Assert.Single(_log.Entries, entry => IsPolling(entry.Text));
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task Stores_LeaveNothingInTheSessions_OfATransactionPool()
    {
        // All that is done is done in one session, so what stays there is seen.
        using var pool = PgBouncer.Start(_server, size: 1);
        await using (AsyncStore.Open(pool.ConnectionString, Options))
        {
            Assert.Equal(0L, Count("select count(*) from pg_listening_channels()", pool.ConnectionString));
            Assert.Equal(0L, Count("select count(*) from pg_prepared_statements", pool.ConnectionString));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public async Task Probe_FindsAPoolOfTransactions_HoweverItGivesOutSessions(int sessions, int roundRobin)
    {
        using var pool = PgBouncer.Start(_server, more: $"server_round_robin = {roundRobin}");
        await using var source = NpgsqlDataSource.Create(pool.ConnectionString);
        await UseAtOnceAsync(source, sessions);

        Assert.Equal(Pooling.OfTransactions, PoolProbe.Look(source));
    }

    [Fact]
    public async Task Probe_TellsAPoolOfSessions_FromNone()
    {
        using var pool = PgBouncer.Start(_server, "session");
        await using var source = NpgsqlDataSource.Create(pool.ConnectionString);
        await using var direct = NpgsqlDataSource.Create(_server.ConnectionString);

        Assert.Equal(Pooling.OfSessions, PoolProbe.Look(source));
        Assert.Equal(Pooling.None, PoolProbe.Look(direct));
    }

    [Fact]
    public async Task Jobs_OfOthersAreHeardOf_BehindASessionPool()
    {
        using var pool = PgBouncer.Start(_server, "session");
        await using var store = AsyncStore.Open(pool.ConnectionString, Options);
        await using var other = AsyncStore.Open(pool.ConnectionString, new StoreOptions { Schema = _schema });
        await using var dispatcher = new Dispatcher(store, new DispatcherOptions { PollInterval = TimeSpan.FromMinutes(10) });
        await dispatcher.StartAsync(Token);

        var job = await other.Queue().AddAsync(() => Chores.Twice(21), cancellationToken: Token);

        Assert.Equal(42, await job.ResultAsync<int>(Token));
        Assert.DoesNotContain(_log.Entries, entry => IsPolling(entry.Text));
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task Store_IsBusy_WhenItsOwnPoolIsFull_AndSaysWhatToRaise()
    {
        await using var store = AsyncStore.Open(_server.ConnectionString + ";Maximum Pool Size=2;Timeout=5", Options);
        await using var blocker = new NpgsqlConnection(_server.ConnectionString);
        await blocker.OpenAsync(Token);
        await using var transaction = await blocker.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand($"lock table {_schema}.queue", blocker);
        await command.ExecuteNonQueryAsync(Token);
        var reads = Enumerable.Range(0, 4).Select(_ => store.GetQueuesAsync(Token)).ToList();

        // Those that have a connection wait for the lock.
        var first = await Task.WhenAny(reads);
        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => first);

        Assert.Equal(ErrorIds.StoreBusy, refusal.ErrorId);
        Assert.Contains("Maximum Pool Size", refusal.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Token);
        await Task.WhenAll(reads).ContinueWith(static _ => { }, TaskScheduler.Default);
        Assert.Single(await store.GetQueuesAsync(Token));
    }

    [Fact]
    public async Task Dispatcher_GoesOn_WhenTheServerHasConnectionsAgain()
    {
        await AsyncStore.Open(_server.ConnectionString, Options).DisposeAsync();
        var role = $"few_{Guid.NewGuid():N}";
        Execute($"create role {role} login password 'right' connection limit 50 in role asyncps");
        await using var store = AsyncStore.Open(
            _server.ConnectionStringFor(role, "right") + ";Connection Idle Lifetime=1;Connection Pruning Interval=1", Options);
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync(Token);
        Execute($"alter role {role} connection limit 0");
        Execute($"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{role}'");

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(async () =>
        {
            while (true)
            {
                await AddOrRetryAsync(store);
            }
        });
        while (_log.Count(3001) == 0)
        {
            await Task.Delay(20, Token);
        }

        Execute($"alter role {role} connection limit 50");
        var job = await PostgresOutageTests.AddAsync(store);

        Assert.Equal(ErrorIds.StoreBusy, refusal.ErrorId);
        Assert.Contains("max_connections", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(42, await job.ResultAsync<int>(Token));
        Assert.Equal(1, _log.Count(3001));
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    private static bool IsPolling(string text) => text.Contains("does not bring notifications", StringComparison.Ordinal);

    /// <summary>Has so many transactions open at once that the pool has as many sessions.</summary>
    private static async Task UseAtOnceAsync(NpgsqlDataSource source, int sessions)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => source.OpenConnectionAsync(Token).AsTask()));
        var transactions = await Task.WhenAll(connections.Select(connection => connection.BeginTransactionAsync(Token).AsTask()));
        foreach (var connection in connections)
        {
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync(Token);
        }

        foreach (var (connection, transaction) in connections.Zip(transactions))
        {
            await transaction.CommitAsync(Token);
            await connection.DisposeAsync();
        }
    }

    // The first one meets the connection that was ended.
    private static async Task AddOrRetryAsync(AsyncStore store)
    {
        try
        {
            await store.Queue().AddAsync(() => Chores.Twice(1), cancellationToken: Token);
        }
        catch (AsyncEngineException refusal) when (refusal.ErrorId == ErrorIds.StoreUnavailable)
        {
            await Task.Delay(10, Token);
        }
    }

    private static long Count(string text, string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Max Auto Prepare=0");
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string text)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }
}
