using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Data.Sqlite;
using Unit.Dispatching;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>
/// A newer engine beside this one on the same store: what it may have changed, as <c>meta</c> says, and what this one then
/// does. The contract is in docs/service.md; PostgreSQL has the same tests in PostgresStoreTests.
/// </summary>
public sealed class UpdateInPlaceTests : IAsyncDisposable
{
    private readonly TestStore _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OldDispatcher_GoesOn_WhenANewerEngineHasAddedToTheTables()
    {
        var dispatcher = await _test.StartAsync();
        await ChangeAsync("update meta set schema = 999; alter table job add column of_the_future text");

        var job = await _test.Queue.AddAsync(() => Chores.Twice(21), cancellationToken: Token);
        Assert.Equal(42, (await job.WaitAsync(Token)).Result<int>());
        await dispatcher.StopAsync(cancellationToken: Token);

        // Starting anew is no different: an update may be taken back.
        await using var again = _test.Open();
        await _test.DrainAsync();
    }

    [Fact]
    public async Task Store_IsRefused_WhenANewerEngineSaysThatOlderOnesCannotWrite()
    {
        await ChangeAsync("update meta set schema = 999, min_engine = 999");

        Assert.Equal(
            ErrorIds.StoreVersionNewer,
            (await Assert.ThrowsAsync<AsyncEngineException>(
                () => _test.Queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token))).ErrorId);
        Assert.Equal(
            ErrorIds.StoreVersionNewer, Assert.Throws<AsyncEngineException>(() => _test.Open()).ErrorId);
    }

    [Fact]
    public async Task Dispatcher_IsKnown_ByItsVersion()
    {
        await _test.StartAsync();

        var info = Assert.Single(await _test.Store.Storage.Dispatchers.ListAsync(Token));
        Assert.Equal(typeof(Dispatcher).Assembly.GetName().Version!.ToString(3), info.Version);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    private async Task ChangeAsync(string sql)
    {
        var path = (await _test.Store.Storage.DescribeAsync(Token)).Location;
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
