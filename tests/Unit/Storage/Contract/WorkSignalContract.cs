using AsyncEngine;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Agents are woken by what they may claim, not by each other's claims and settlements.</summary>
public abstract class WorkSignalContract : StoreContract
{
    /// <summary>How many writes there were that gave nobody anything to claim. A poll counts as both.</summary>
    private long Idle => Store.Signal.Version - Store.Signal.Work.Version;

    [Fact]
    public async Task ClaimsAndEnds_AreNoWork_UntilASlotIsFree_R135()
    {
        await AddQuota("one");
        var worker = await Worker();
        var idle = Idle;
        await Add();
        await Add(null, "one");
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
    public async Task WhatATurnPutsBack_IsWork()
    {
        var worker = await Worker();
        await Add();
        await Add();
        var now = (await worker.ClaimOne())!;
        var later = (await worker.ClaimOne())!;
        var idle = Idle;

        await worker.Turn(settlements: TestWorker.Back(now.Key));
        Assert.Equal(idle, Idle);
        await worker.Turn(settlements: TestWorker.Back(later.Key, Clock.GetUtcNow().AddMinutes(1)));
        Assert.Equal(idle, Idle);
    }

    [Fact]
    public async Task Adds_OfAnotherStoreObject_AreWork()
    {
        await using var other = Fixture.Open(new StoreOptions());
        var seen = Store.Signal.Work.Version;
        await other.Jobs.EnqueueAsync([new NewJob { Call = Call() }], Cancel);

        Assert.True(await Store.Signal.Work.WaitAsync(seen, TimeSpan.FromMinutes(1), Cancel));
    }
}
