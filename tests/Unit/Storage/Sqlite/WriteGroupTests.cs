using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Writing;
using Xunit;

namespace Unit.Storage.Sqlite;

public sealed class WriteGroupTests : IAsyncLifetime
{
    private readonly SqliteFixture _fixture = new();
    private readonly List<string> _executed = [];
    private SqliteDatabase _database = null!;
    private SqliteSession _session = null!;

    public async ValueTask InitializeAsync()
    {
        await _fixture.Open(new StoreOptions()).DisposeAsync();
        _database = SqliteDatabase.Open(_fixture.Path, isShared: false);
        _session = new SqliteSession(_database, new StoreOptions(), _fixture.Path);
        Assert.True(_database.TryBegin());
        _session.Begin();
    }

    public async ValueTask DisposeAsync()
    {
        _database.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public void Execute_TakesThoseThatJoinedSince_AndAllAgainAfterARollback()
    {
        var group = Group();
        group.Add(Verb("first"));
        group.Execute();
        group.Add(Verb("second"));
        group.Execute();
        Assert.Equal(["first", "second"], _executed);

        group.Restart();
        group.Execute();

        Assert.Equal(["first", "second", "first", "second"], _executed);
    }

    [Fact]
    public async Task Answer_RefusesThatOneAlone_ThatWasRefused()
    {
        var group = Group();
        var (good, bad, late) = (Verb("good"), Verb("bad", isRefused: true), Verb("late"));
        group.Add(good);
        group.Add(bad);
        group.Execute();
        group.Add(late);
        group.Execute();
        Assert.False(good.Task.IsCompleted);

        group.Answer();

        Assert.Equal("good", await good.Task);
        Assert.Equal("late", await late.Task);
        Assert.Equal("bad", (await Assert.ThrowsAsync<AsyncEngineException>(() => bad.Task)).Message);
    }

    [Fact]
    public void IsFull_AtItsWeight_UntilItIsCleared()
    {
        var group = Group(maxWeight: 3);
        group.Add(Verb("a", weight: 2));
        Assert.False(group.IsFull);
        group.Add(Verb("b", weight: 2));
        Assert.True(group.IsFull);

        group.Clear();

        Assert.False(group.IsFull);
        Assert.Equal(0, group.Count);
    }

    private WriteGroup Group(int maxWeight = 100) => new(_database, _session, maxWeight);

    private WriteOperation<string> Verb(string name, int weight = 1, bool isRefused = false) => new(
        _ =>
        {
            _executed.Add(name);
            return isRefused ? throw new AsyncEngineException(ErrorIds.ArgumentInvalid, name) : name;
        },
        weight,
        CancellationToken.None);
}
