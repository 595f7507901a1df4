using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Agents are woken by what they may claim, not by each other's claims and settlements.</summary>
public sealed class PostgresWorkSignalTests : IAsyncLifetime
{
    private readonly PostgresFixture _fixture = new();
    private IStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How many writes there were that gave nobody anything to claim. A poll counts as both.</summary>
    private long Idle => _store.Signal.Version - _store.Signal.Work.Version;

    public ValueTask InitializeAsync()
    {
        _store = _fixture.Open(new StoreOptions());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task ClaimsAndEnds_AreNoWork_UntilASlotIsFree_R135()
    {
        await _store.Quotas.CreateAsync("default", ["one"], 1, Cancel);
        var worker = await TestWorker.Activate(_store);
        var idle = Idle;
        await _store.Jobs.EnqueueAsync([Job(), Job() with { Quotas = ["one"] }], Cancel);
        Assert.Equal(idle, Idle);

        var free = (await worker.ClaimOne())!;
        Assert.Equal(++idle, Idle);
        await worker.Succeed(free);
        Assert.Equal(++idle, Idle);

        var bound = (await worker.ClaimOne())!;
        Assert.Equal(++idle, Idle);
        await worker.Succeed(bound);
        Assert.Equal(idle, Idle);
    }

    [Fact]
    public async Task Adds_OfAnotherStoreObject_AreWork()
    {
        await using var other = _fixture.Open(new StoreOptions());
        var seen = _store.Signal.Work.Version;
        await other.Jobs.EnqueueAsync([Job()], Cancel);

        Assert.True(await _store.Signal.Work.WaitAsync(seen, TimeSpan.FromMinutes(1), Cancel));
    }

    private static NewJob Job() => new() { Queue = "default", Call = new CallText(CallKind.Script, "1") };
}
