using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What is left that can run.</summary>
public abstract class DrainContract : StoreContract
{
    private Task<DrainState> Drain(params string[] queues) =>
        Store.Dispatchers.ReadDrainStateAsync(queues.Length == 0 ? ["default"] : queues, Cancel);

    [Fact]
    public async Task EmptyQueue_IsDrained() => Assert.True((await Drain()).IsDrained);

    [Fact]
    public async Task ReadyRunningAndRetries_AreLeft_R170()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("retry"), Job("running"), Job("ready")], Cancel);
        var jobs = await worker.Claim(want: 2);
        await worker.Settle(TestWorker.Back(jobs[0].Key, at: T0.AddMinutes(5)));

        Assert.Equal(new DrainState(1, 1, 1, T0.AddMinutes(5)), await Drain());
    }

    [Fact]
    public async Task HeldJobs_CountOnceTheyAreDue()
    {
        await Add(Job() with { BeginAfter = At(16, 0) });
        Assert.True((await Drain()).IsDrained);
        Clock.SetUtcNow(At(16, 0));

        Assert.Equal(1, (await Drain()).Ready);
    }

    [Fact]
    public async Task JobsOfASilentDispatcher_AreLeft()
    {
        var worker = await Worker();
        await Add();
        await worker.ClaimOne();
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, (await Drain()).InProgress);
    }

    [Fact]
    public async Task SuspendedQueues_AreNotWaitedFor_ButWhatRunsIs_R170()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job(), Job()], Cancel);
        await worker.ClaimOne();
        await Store.Queues.SetPausedAsync("default", true, Cancel);

        Assert.Equal(new DrainState(0, 1, 0, null), await Drain());
    }

    [Fact]
    public async Task JobsBehindAFullQuota_AreLeft_BehindOneOfSizeZeroNot()
    {
        await AddQuota("shut", 0);
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job(null, "shut"), Job(null, "one"), Job(null, "one")], Cancel);

        Assert.Equal(2, (await Drain()).Ready);
    }

    [Fact]
    public async Task OnlyNamedQueues_AreLookedAt()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await Add();
        Assert.True((await Drain("other")).IsDrained);
        Assert.False((await Drain("other", "DEFAULT")).IsDrained);
        await Refused(ErrorIds.QueueNotFound, () => Drain("none"));
    }
}
