using AsyncEngine.Calls.Values;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Joins whose parts are interrupted, stopped or removed.</summary>
public abstract class JoinTroubleContract : JoinSteps
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Interruption_KeepsOrder_AndRunsNothingTwice_R102(bool isSerial)
    {
        var worker = await Worker(1);
        var join = await AddJoin(isSerial, Job("then"), "a", "b", "c");
        await Run(worker, "a");
        Assert.Equal("b", (await worker.ClaimOne())!.Name);
        await worker.Deactivate();
        var other = await Worker(2);

        Assert.Equal(JobStatus.Active, await StatusOf(join));
        await Run(other, "b");
        await Run(other, "c");
        await Run(other, "then");
        Assert.Null(await other.ClaimOne());
        Assert.Equal(JobOutcome.Succeeded, (await Get(join)).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Then_WaitsForAnInterruptedPart_R102(bool isSerial)
    {
        var worker = await Worker(1);
        await AddJoin(isSerial, Job("then"), "a", "b");
        await Run(worker, "a");
        Assert.Equal("b", (await worker.ClaimOne())!.Name);
        await worker.Deactivate();
        var other = await Worker(2);

        Assert.Equal("b", await other.ClaimNames());
    }

    [Fact]
    public async Task StoppedJoin_CancelsWhatHasNotBeenPut_AndLeavesTheRest()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, Job("then"), "a", "b");
        var running = (await worker.ClaimOne())!;

        Assert.Equal([StopResult.Cancelled], await Store.Jobs.StopAsync([join], Cancel));

        var parts = (await Get(join)).Parts;
        Assert.Equal([JobStatus.Active, JobStatus.Completed], await Statuses(parts));
        Assert.Equal(JobOutcome.Cancelled, (await Get(parts[1])).Outcome);
        await worker.Succeed(running);
        Assert.Null(await worker.ClaimOne());
        Assert.Equal(JobOutcome.Cancelled, (await Get(join)).Outcome);
    }

    [Fact]
    public async Task StoppedPart_CountsAsEnded_WhetherItsTurnHasComeOrNot()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, then: null, "a", "b", "c");
        var parts = (await Get(join)).Parts;

        Assert.Equal([StopResult.Cancelled, StopResult.Cancelled], await Store.Jobs.StopAsync([parts[1], parts[0]], Cancel));
        await Run(worker, "c");

        Assert.Equal(JobStatus.Completed, await StatusOf(join));
        Assert.True((await Get(join)).HadErrors);
    }

    [Fact]
    public async Task Parts_CannotBeRemoved_BeforeTheJoinHasEnded()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, then: null, "a", "b");
        var parts = (await Get(join)).Parts;
        await Run(worker, "a");

        Assert.All(
            await Store.Jobs.RemoveAsync([parts[0], parts[1], join], Cancel),
            result => Assert.Equal(RemoveOutcome.Refused, result.Outcome));
        await Run(worker, "b");
        Assert.All(
            await Store.Jobs.RemoveAsync([parts[0], join, parts[1]], Cancel),
            result => Assert.Equal(RemoveOutcome.Removed, result.Outcome));
    }

    [Fact]
    public async Task QueueThatIsRemoved_TakesItsPartsAlong_AndJoinsGoOn()
    {
        await Store.Queues.CreateAsync(["side"], null, Cancel);
        var worker = await Worker();
        var side = LinkedJob.To(Job("x") with { Queue = "side" });
        var serial = await Add(Join(isSerial: true, null, side, LinkedJob.To(Job("a"))));
        var parallel = await Add(Join(isSerial: false, null, side, LinkedJob.To(Job("b"))));
        var gone = await Add(Join(isSerial: true, null, LinkedJob.To(Job("c")), LinkedJob.To(Job("d"))) with { Queue = "side" });
        var orphan = (await Get(gone)).Parts[1];

        await Store.Queues.RemoveAsync("side", force: true, Cancel);

        Assert.Equal(JobOutcome.Cancelled, (await Get(orphan)).Outcome);
        while (await worker.ClaimOne() is { } job)
        {
            await worker.Succeed(job);
        }

        Assert.Equal([JobStatus.Completed, JobStatus.Completed], await Statuses([serial, parallel]));
    }
}
