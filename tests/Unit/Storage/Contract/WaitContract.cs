using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Jobs whose call returned a job: they wait without a worker, and have its outcome (R090 to R094, R103).</summary>
public abstract class WaitContract : WaitSteps
{
    [Fact]
    public async Task ReturnedJob_IsPut_AndItsOutcomeBecomesTheOther_R090()
    {
        var worker = await Worker();
        var (outer, inner) = await Wait(worker);

        Assert.Equal(JobStatus.Active, await StatusOf(outer));
        Assert.Equal(JobStatus.Pending, await StatusOf(inner));
        Assert.True((await Get(outer)).IsWaiting);
        await worker.Succeed((await worker.ClaimOne())!, Bytes(42));

        var record = await Get(outer);
        Assert.Equal(JobStatus.Completed, record.Status);
        Assert.Equal(JobOutcome.Succeeded, record.Outcome);
        Assert.Equal([42], record.Result.Bytes.ToArray());
        Assert.False(record.IsWaiting);
        Assert.Equal(worker.Uuid, record.Dispatcher);
        Assert.Equal(DateTimeOffset.UnixEpoch, record.StartedAt);
        Assert.Equal(2, (await Queue()).Completed);
    }

    [Fact]
    public async Task Failure_IsPassedOn_R090()
    {
        var worker = await Worker();
        var (outer, _) = await Wait(worker);

        await worker.Fail((await worker.ClaimOne())!);

        var record = await Get(outer);
        Assert.Equal(JobOutcome.Failed, record.Outcome);
        Assert.Equal("boom", record.Error!.Message);
    }

    [Fact]
    public async Task LargeResult_IsPassedOn_AndOutlivesTheInnerJob_R090()
    {
        var worker = await Worker();
        var (outer, inner) = await Wait(worker);
        var result = new byte[50_000];
        new Random(1).NextBytes(result);

        await worker.Succeed((await worker.ClaimOne())!, new Payload(result));

        Assert.Equal(RemoveOutcome.Removed, (await Store.Jobs.RemoveAsync([inner], Cancel))[0].Outcome);
        Assert.Equal(result, (await Get(outer)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task WaitingJob_HasNoWorkerAndNoSlots_R092_R093()
    {
        var worker = await Worker();
        await AddQuota("db");
        var outer = await Add("outer", "db");
        var job = (await worker.ClaimOne())!;

        await worker.Settle(Returning(job, LinkedJob.To(Job("inner", "db"))));

        Assert.Equal(0, (await Quota("db")).Used);
        Assert.Empty((await Store.Dispatchers.ListAsync(Cancel)).Single().Agents.Single().Jobs);
        Assert.Equal(1, (await Queue()).Active);
        await worker.Succeed((await worker.ClaimOne())!);
        Assert.Equal(JobStatus.Completed, await StatusOf(outer));
        Assert.Equal(0, (await Quota("db")).Used);
    }

    [Fact]
    public async Task SavedJob_CanBeReturned_R090()
    {
        var worker = await Worker();
        var inner = await Add(Job("inner") with { Delay = TimeSpan.FromMinutes(1) });
        var outer = await Add("outer");
        await worker.Settle(Returning((await worker.ClaimOne())!, LinkedJob.To(inner)));

        Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.Ping();
        await worker.Succeed((await worker.ClaimOne())!, Bytes(7));

        Assert.Equal([7], (await Get(outer)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task JobThatRuns_CanBeReturned_R090()
    {
        var worker = await Worker();
        await Add("inner");
        await Add("outer");
        var jobs = await worker.Claim(want: 2);

        await worker.Settle(Returning(jobs[1], LinkedJob.To(1)));
        Assert.Equal(JobStatus.Active, await StatusOf(2));
        await worker.Succeed(jobs[0], Bytes(7));

        Assert.Equal([7], (await Get(2)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task JobAddedByTheSameCall_CanBeReturned_R091()
    {
        var worker = await Worker();
        await Add("outer");
        var job = (await worker.ClaimOne())!;
        var id = await Store.Jobs.ReserveIdsAsync(1, Cancel);

        await worker.Settle(Returning(job, LinkedJob.To(id)) with { AddedJobs = [Job("inner") with { Id = id }] });
        await worker.Succeed((await worker.ClaimOne())!, Bytes(7));

        Assert.Equal([7], (await Get(1)).Result.Bytes.ToArray());
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Failed)]
    public async Task FinishedJob_GivesItsOutcomeAtOnce_R094(JobOutcome outcome)
    {
        var worker = await Worker();
        await Add("inner");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key, outcome, Bytes(9)));
        await Add("outer");

        await worker.Settle(Returning((await worker.ClaimOne())!, LinkedJob.To(1)));

        var record = await Get(2);
        Assert.Equal(JobStatus.Completed, record.Status);
        Assert.Equal(outcome, record.Outcome);
        Assert.Equal([9], record.Result.Bytes.ToArray());
    }

    [Fact]
    public async Task JobThatReturnsItself_IsRefused_R042()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Settle(Returning(job, LinkedJob.To(1)));

        Assert.Equal(ErrorIds.WaitWouldDeadlock, settled.Refusal!.ErrorId);
        Assert.Equal(JobStatus.Active, await StatusOf(1));
    }

    [Fact]
    public async Task Cycle_IsRefused_R042()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b"), Job("c")], Cancel);
        var jobs = await worker.Claim(want: 3);
        await worker.Settle(Returning(jobs[0], LinkedJob.To(2)));
        await worker.Settle(Returning(jobs[1], LinkedJob.To(3)));

        var settled = await worker.Settle(Returning(jobs[2], LinkedJob.To(1)));

        Assert.Equal(ErrorIds.WaitWouldDeadlock, settled.Refusal!.ErrorId);
        await worker.Succeed(jobs[2], Bytes(5));
        Assert.Equal([5], (await Get(1)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task OwnCallback_CannotBeReturned_R042()
    {
        var worker = await Worker();
        await Add(Job() with { Callbacks = [new NewCallback { Name = "cb", OnSuccess = Call() }] });
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Settle(Returning(job, LinkedJob.To(2)));

        Assert.Equal(ErrorIds.WaitWouldDeadlock, settled.Refusal!.ErrorId);
    }

    [Fact]
    public async Task UnknownJob_CannotBeReturned()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Settle(Returning(job, LinkedJob.To(99)));

        Assert.Equal(ErrorIds.JobNotFound, settled.Refusal!.ErrorId);
    }

    [Fact]
    public async Task ReturnedJob_IsRefusedWhole_WhenItsQueueIsUnknown()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Settle(Returning(job, LinkedJob.To(Job() with { Queue = "gone" })));

        Assert.Equal(ErrorIds.QueueNotFound, settled.Refusal!.ErrorId);
        Assert.Equal(JobStatus.Active, await StatusOf(1));
    }

    [Fact]
    public async Task LongChain_EndsInOneStep_R090()
    {
        const int Depth = 10_000;
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([.. Enumerable.Range(0, Depth).Select(_ => Job())], Cancel);
        for (var done = 0; done < Depth;)
        {
            var jobs = await worker.Claim(want: 500);
            await worker.Turn(0, 0, [.. jobs.Where(job => job.Key.JobId < Depth)
                .Select(job => Returning(job, LinkedJob.To(job.Key.JobId + 1)))]);
            done += jobs.Count;
            if (jobs.FirstOrDefault(job => job.Key.JobId == Depth) is { } last)
            {
                await worker.Succeed(last, Bytes(1));
            }
        }

        var first = await Get(1);
        Assert.Equal(JobStatus.Completed, first.Status);
        Assert.Equal([1], first.Result.Bytes.ToArray());
        Assert.Equal(Depth, (await Queue()).Completed);
    }

    [Fact]
    public async Task Drain_DoesNotWaitForWaitingJobs()
    {
        var worker = await Worker();
        await Add("outer");
        await worker.Settle(Returning(
            (await worker.ClaimOne())!, LinkedJob.To(Job("inner") with { Delay = TimeSpan.FromHours(1) })));

        Assert.True((await Store.Dispatchers.ReadDrainStateAsync(["default"], Cancel)).IsDrained);
    }

    [Fact]
    public async Task Explain_NamesTheJobThatItWaitsFor()
    {
        var worker = await Worker();
        var (outer, _) = await Wait(worker);

        Assert.Equal(
            ["waits for job 2: first in line, begins when a worker is free"],
            (await Store.Jobs.ExplainAsync([outer], Cancel)).Select(reason => reason?.Text));
        await worker.ClaimOne();
        Assert.Equal("waits for job 2", (await Store.Jobs.ExplainAsync([outer], Cancel))[0]?.Text);
    }

    [Fact]
    public async Task WaitingJobs_AreListedAsActive()
    {
        var worker = await Worker();
        await Wait(worker);

        var active = await Store.Jobs.ReadAsync(
            new JobFilter { Statuses = [JobStatus.Active] }, new JobPage(10), Cancel);

        Assert.Equal([1], active.Select(job => job.Id));
    }
}
