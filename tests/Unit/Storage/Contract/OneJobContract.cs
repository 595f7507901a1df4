using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>A turn that wants one job and no other.</summary>
public abstract class OneJobContract : StoreContract
{
    [Fact]
    public async Task Claim_TakesThatJob_WhereverItStands()
    {
        await Store.Jobs.EnqueueAsync(
            [Job("a"), Job("b"), Job("held") with { Delay = TimeSpan.FromHours(1) }, Job("d")], Cancel);
        await Store.Queues.SetPausedAsync("default", paused: true, Cancel);
        var worker = await Worker();

        Assert.Equal("b", (await Claim(worker, 2))!.Name);
        Assert.Equal("held", (await Claim(worker, 3))!.Name);
        Assert.Equal(JobStatus.Active, await StatusOf(3));
        Assert.Null(await Claim(worker, 2));
        await Store.Queues.SetPausedAsync("default", paused: false, Cancel);
        Assert.Equal("a d", await (await Worker(2)).ClaimNames());
    }

    [Fact]
    public async Task Claim_NeedsRoomInItsQuotas_R135()
    {
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("a", "one"), Job("b", "one"), Job("c", "one")], Cancel);
        var worker = await Worker();

        Assert.Equal("b", (await Claim(worker, 2))!.Name);
        Assert.Null(await Claim(worker, 1));
        Assert.Equal([2], (await Quota("one")).Jobs);
        await worker.Settle(TestWorker.Outcome(new RunKey(2, 1)));
        Assert.Equal("c", (await Claim(worker, 3))!.Name);
        await worker.Settle(TestWorker.Outcome(new RunKey(3, 1)));
        Assert.Equal("a", await worker.ClaimNames());
    }

    [Fact]
    public async Task Claim_TakesNothingElse()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await Add(Job("there") with { Queue = "other" });
        await Add("here");
        await Add(Job("late") with { BeginBy = TimeSpan.FromMinutes(1) });
        Clock.Advance(TimeSpan.FromMinutes(2));
        var worker = await Worker();

        Assert.Null(await Claim(worker, 1));
        Assert.Null(await Claim(worker, 3));
        Assert.Null(await Claim(worker, 99));
        Assert.Equal(ErrorIds.JobExpired, (await Get(3)).Error!.ErrorId);
        Assert.Equal(JobStatus.Pending, await StatusOf(2));
    }

    private async Task<ClaimedJob?> Claim(TestWorker worker, long id)
    {
        var turn = new Turn { DispatcherId = worker.Dispatcher, AgentId = worker.Agent, Want = 1, JobId = id };
        return (await Store.Runs.TurnAsync(turn, Cancel)).Claimed.SingleOrDefault();
    }
}
