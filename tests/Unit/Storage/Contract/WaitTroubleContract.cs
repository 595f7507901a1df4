using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What becomes of jobs that wait when something ends them or what they wait for: stops, deaths, deadlines, removals.</summary>
public abstract class WaitTroubleContract : WaitSteps
{
    [Fact]
    public async Task WaitingJob_IsNotInterrupted_ByStopOrDeath_R103()
    {
        var worker = await Worker(1);
        var (outer, _) = await Wait(worker, Job("outer") with { RetryPolicy = RetryPolicyKind.Never });
        await worker.Deactivate();

        Assert.Equal(JobStatus.Active, await StatusOf(outer));
        var other = await Worker(2);
        await other.Succeed((await other.ClaimOne())!, Bytes(3));

        var record = await Get(outer);
        Assert.Equal(JobOutcome.Succeeded, record.Outcome);
        Assert.Equal(1, record.Attempt);
        Assert.Equal(worker.Uuid, record.Dispatcher);
        Assert.Null(await other.ClaimOne());
    }

    [Fact]
    public async Task InnerJobsInterruption_LetsTheOuterGoOnWaiting_R103()
    {
        var worker = await Worker(1);
        var (outer, inner) = await Wait(worker);
        await worker.ClaimOne();
        await worker.Deactivate();
        var other = await Worker(2);

        var again = (await other.ClaimOne())!;
        Assert.Equal(inner, again.Key.JobId);
        await other.Succeed(again, Bytes(3));

        Assert.Equal([3], (await Get(outer)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task AbortedInnerJob_FailsTheOuter_R090()
    {
        var worker = await Worker(1);
        await Add("outer");
        await worker.Settle(Returning(
            (await worker.ClaimOne())!, LinkedJob.To(Job("inner") with { RetryPolicy = RetryPolicyKind.Never })));
        await worker.ClaimOne();
        await worker.Deactivate();

        Assert.Equal(ErrorIds.JobAborted, (await Get(1)).Error!.ErrorId);
    }

    [Fact]
    public async Task ExpiredInnerJob_FailsTheOuter_R019_R090()
    {
        var worker = await Worker();
        await Add("outer");
        await worker.Settle(Returning(
            (await worker.ClaimOne())!, LinkedJob.To(Job("inner") with { BeginBy = TimeSpan.FromMinutes(1) })));
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await Store.Jobs.ExpireAsync([2], Cancel));
        Assert.Equal(ErrorIds.JobExpired, (await Get(1)).Error!.ErrorId);
    }

    [Fact]
    public async Task StoppedInnerJob_CancelsTheOuter()
    {
        var worker = await Worker();
        var (outer, inner) = await Wait(worker);

        Assert.Equal([StopResult.Cancelled], await Store.Jobs.StopAsync([inner], Cancel));

        var record = await Get(outer);
        Assert.Equal(JobOutcome.Cancelled, record.Outcome);
        Assert.Equal(ErrorIds.JobCancelled, record.Error!.ErrorId);
    }

    [Fact]
    public async Task StoppedOuterJob_LeavesTheInnerAlone()
    {
        var worker = await Worker();
        var (outer, inner) = await Wait(worker);

        Assert.Equal([StopResult.Cancelled], await Store.Jobs.StopAsync([outer], Cancel));

        Assert.Equal(JobOutcome.Cancelled, (await Get(outer)).Outcome);
        Assert.Equal(JobStatus.Pending, await StatusOf(inner));
        await worker.Succeed((await worker.ClaimOne())!);
        Assert.Equal(JobOutcome.Succeeded, (await Get(inner)).Outcome);
        Assert.Equal(JobOutcome.Cancelled, (await Get(outer)).Outcome);
    }

    [Fact]
    public async Task JobThatWasAskedToStop_DoesNotBeginToWait()
    {
        var worker = await Worker();
        await Add("outer");
        var job = (await worker.ClaimOne())!;
        Assert.Equal([StopResult.Requested], await Store.Jobs.StopAsync([1], Cancel));

        await worker.Settle(Returning(job, LinkedJob.To(Job("inner"))));

        Assert.Equal(JobOutcome.Cancelled, (await Get(1)).Outcome);
        Assert.Null(await worker.ClaimOne());
    }

    [Fact]
    public async Task AwaitedJob_CannotBeRemoved_AndWaitingOnesNeither()
    {
        var worker = await Worker();
        var (outer, inner) = await Wait(worker);

        var removed = await Store.Jobs.RemoveAsync([inner, outer], Cancel);

        Assert.All(removed, result => Assert.Equal(RemoveOutcome.Refused, result.Outcome));
        Assert.Contains("waits for job 2", removed[0].Reason);
    }

    [Fact]
    public async Task QueueThatIsRemoved_FailsThoseWhoWaitInOthers()
    {
        await Store.Queues.CreateAsync(["side"], null, Cancel);
        var worker = await Worker();
        var outer = await Add("outer");
        await worker.Settle(Returning((await worker.ClaimOne())!, LinkedJob.To(Job("inner") with { Queue = "side" })));

        await Store.Queues.RemoveAsync("side", force: true, Cancel);

        Assert.Equal(ErrorIds.JobNotFound, (await Get(outer)).Error!.ErrorId);
        Assert.Equal(1, (await Queue()).Completed);
    }

    [Fact]
    public async Task QueueWithWaitingJobs_IsNotEmpty()
    {
        await Store.Queues.CreateAsync(["side"], null, Cancel);
        var side = await Worker(2, "side");
        await Add(Job("outer") with { Queue = "side" });
        await side.Settle(Returning((await side.ClaimOne())!, LinkedJob.To(Job("inner"))));

        await Refused(ErrorIds.QueueNotEmpty, () => Store.Queues.RemoveAsync("side", force: false, Cancel));
        await Store.Queues.RemoveAsync("side", force: true, Cancel);
        var worker = await Worker();
        Assert.Equal(SettleVerdict.Done, (await worker.Succeed((await worker.ClaimOne())!)).Verdict);
    }
}
