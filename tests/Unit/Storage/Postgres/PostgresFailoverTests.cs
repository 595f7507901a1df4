using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Npgsql;
using Unit.Dispatching;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>A server that is gone for good, and another one with all that it had in its place.</summary>
public sealed class PostgresFailoverTests : IDisposable
{
    private readonly PostgresServer _first = PostgresServer.Start(PostgresCluster.FindPrograms());
    private readonly PostgresServer _second;
    private readonly RecordingLog _log = new();
    private readonly Gate _gate = new();

    public PostgresFailoverTests() => _second = _first.StartStandby();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Both =>
        $"Host=127.0.0.1:{_first.Port},127.0.0.1:{_second.Port};Target Session Attributes=read-write;"
            + "Username=asyncps;Database=postgres;Timeout=5;Host Recheck Seconds=1";

    public void Dispose()
    {
        _gate.Dispose();
        _second.Dispose();
        _first.Dispose();
    }

    [Fact]
    public async Task Dispatcher_GoesOnByItself_WithTheServerThatTookOver()
    {
        await using var store = AsyncStore.Open(Both, new StoreOptions { LoggerFactory = _log });
        await using var dispatcher = new Dispatcher(store, new DispatcherOptions
        {
            PingInterval = TimeSpan.FromSeconds(2), DeathInterval = TimeSpan.FromMinutes(10),
        });
        await dispatcher.StartAsync(Token);
        var running = store.Queue().Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        await FollowedAsync();

        _first.Kill();
        _second.Promote();
        _gate.Open();

        Assert.Equal(JobOutcome.Succeeded, (await WaitAsync(running)).Outcome);
        var later = await PostgresOutageTests.AddAsync(store);
        Assert.Equal(42, await later.ResultAsync<int>(Token));
        Assert.InRange(_log.Count(3001), 0, 1);
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task Standby_IsRefused_AndItIsSaidWhatToDo()
    {
        await AsyncStore.Open(_first.ConnectionString).DisposeAsync();
        await FollowedAsync();

        var refusal = Assert.Throws<AsyncEngineException>(() => AsyncStore.Open(_second.ConnectionString));

        Assert.Equal(ErrorIds.StoreReadOnly, refusal.ErrorId);
        Assert.Contains("Target Session Attributes=read-write", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<Job> WaitAsync(Job job)
    {
        while (true)
        {
            try
            {
                return await job.WaitAsync(Token);
            }
            catch (AsyncEngineException refusal) when (refusal.ErrorId is ErrorIds.StoreUnavailable or ErrorIds.StoreReadOnly)
            {
                await Task.Delay(100, Token);
            }
        }
    }

    /// <summary>Waits until the standby has what the other has.</summary>
    private async Task FollowedAsync()
    {
        var end = (string)Execute(_first, "select pg_current_wal_lsn()::text");
        while (!(bool)Execute(_second, $"select pg_last_wal_replay_lsn() >= '{end}'::pg_lsn"))
        {
            await Task.Delay(20, Token);
        }
    }

    private static object Execute(PostgresServer server, string text)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        return command.ExecuteScalar()!;
    }
}
