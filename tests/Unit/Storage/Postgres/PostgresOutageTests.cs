using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Unit.Dispatching;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>A server that goes away and comes back, under a dispatcher at work.</summary>
public sealed class PostgresOutageTests : IDisposable
{
    private readonly PostgresServer _server = PostgresServer.Start(PostgresCluster.FindPrograms());
    private readonly RecordingLog _log = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispatcher_GoesOnByItself_WhenTheServerIsBack(bool killed)
    {
        await using var store = AsyncStore.Open(_server.ConnectionString, new StoreOptions { LoggerFactory = _log });
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync(Token);
        var running = store.Queue().Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();

        if (killed)
        {
            _server.Kill();
        }
        else
        {
            _server.Stop();
        }

        _gate.Open();
        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(
            () => store.Queue().AddAsync(() => Chores.Twice(1), cancellationToken: Token));
        Assert.Equal(ErrorIds.StoreUnavailable, refusal.ErrorId);
        while (_log.Count(3001) == 0)
        {
            await Task.Delay(20, Token);
        }

        _server.Run();
        var later = await AddAsync(store);

        Assert.Equal(JobOutcome.Succeeded, (await running.WaitAsync(Token)).Outcome);
        Assert.Equal(42, await later.ResultAsync<int>(Token));
        Assert.Equal(1, _log.Count(3001));
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    internal static async Task<Job> AddAsync(AsyncStore store)
    {
        while (true)
        {
            try
            {
                return await store.Queue().AddAsync(() => Chores.Twice(21), cancellationToken: Token);
            }
            catch (AsyncEngineException refusal) when (refusal.ErrorId is ErrorIds.StoreUnavailable or ErrorIds.StoreBusy)
            {
                await Task.Delay(100, Token);
            }
        }
    }
}
