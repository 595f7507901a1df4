using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Stopping jobs (R048, R049, T11).</summary>
public abstract class StopContract : StoreContract
{
    private async Task<StopResult> Stop(long id) => (await Store.Jobs.StopAsync([id], Cancel))[0];

    [Theory]
    [InlineData("ready")]
    [InlineData("held")]
    [InlineData("assigned")]
    [InlineData("put back")]
    public async Task JobThatDoesNotRun_IsCancelledAtOnce_R049_R021_R048(string where)
    {
        var worker = await Worker();
        var id = await Add(Job() with { Delay = where == "held" ? TimeSpan.FromMinutes(1) : null });
        ClaimedJob? claimed = null;
        if (where == "assigned")
        {
            claimed = (await worker.Claim(0, 1))[0];
        }
        else if (where == "put back")
        {
            await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key));
        }

        Assert.Equal(StopResult.Cancelled, await Stop(id));

        var job = await Get(id);
        Assert.Equal(JobStatus.Completed, job.Status);
        Assert.Equal(JobOutcome.Cancelled, job.Outcome);
        Assert.Equal(ErrorIds.JobCancelled, job.Error!.ErrorId);
        Assert.Empty(await worker.Claim());
        Assert.Equal((0, 1, 0), ((await Queue()).Pending, (await Queue()).Completed, (await Queue()).Failed));
        if (claimed is not null)
        {
            Assert.True(Assert.Single(await worker.StopOrders(claimed)).Stolen);
            Assert.Equal(SettleVerdict.Reassigned, (await worker.Succeed(claimed)).Verdict);
        }
    }

    [Fact]
    public async Task RunningJob_IsAskedToStop_R048()
    {
        var worker = await Worker();
        var id = await Add();
        var job = (await worker.ClaimOne())!;

        Assert.Equal(StopResult.Requested, await Stop(id));

        Assert.True((await Get(id)).StopRequested);
        Assert.Equal(new StopOrder(job.Key, false), Assert.Single(await worker.StopOrders(job)));
        await worker.Settle(TestWorker.Outcome(job.Key, JobOutcome.Cancelled));
        Assert.Equal(JobOutcome.Cancelled, (await Get(id)).Outcome);
    }

    [Fact]
    public async Task CompletedJob_IsLeftAlone_R048()
    {
        var worker = await Worker();
        var id = await Add();
        await worker.Succeed((await worker.ClaimOne())!);

        Assert.Equal(StopResult.AlreadyCompleted, await Stop(id));
        Assert.Equal(JobOutcome.Succeeded, (await Get(id)).Outcome);
    }

    [Fact]
    public async Task UnknownJob_IsNotFound() => Assert.Equal(StopResult.NotFound, await Stop(12));

    [Fact]
    public async Task Results_ComeInOrder()
    {
        await Store.Jobs.EnqueueAsync([Job(), Job()], Cancel);
        await (await Worker()).ClaimOne();

        Assert.Equal(
            [StopResult.Cancelled, StopResult.NotFound, StopResult.Requested],
            await Store.Jobs.StopAsync([2, 7, 1], Cancel));
    }

    [Fact]
    public async Task StoppedJob_RunsItsCallbacks_WithTheFailureArm_R048()
    {
        var worker = await Worker();
        var id = await Add(Job() with { Callbacks = [new NewCallback { OnFailure = Call("sorry") }] });

        await Stop(id);

        Assert.Equal(JobStatus.Callbacks, await StatusOf(id));
        Assert.Equal(StopResult.AlreadyCompleted, await Stop(id));
        var due = Assert.Single((await worker.ClaimOne())!.CallbacksOnly!);
        Assert.Equal(JobOutcome.Cancelled, due.ParentOutcome);
        Assert.Equal("sorry", due.Call!.Text);
    }

    [Fact]
    public async Task StoppedJob_LetsTheNextOfItsLanePass()
    {
        var worker = await Worker();
        await AddQuota("x");
        await AddQuota("y");
        await Store.Jobs.EnqueueAsync([Job("x1", "x"), Job("xy", "x", "y"), Job("x2", "x")], Cancel);
        var first = (await worker.ClaimOne())!;
        await worker.Succeed(first);

        await Stop(2);

        Assert.Equal("x2", await worker.ClaimNames());
    }
}
