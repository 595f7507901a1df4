using AsyncEngine.Calls.Values;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Joins: jobs that stand for several others, and that no worker ever has (R096 to R102).</summary>
public abstract class JoinContract : JoinSteps
{
    [Fact]
    public async Task Parallel_PutsAllParts_AndEndsWithTheLast_R097()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: false, then: null, "a", "b", "c");

        var jobs = await worker.Claim(want: 10);
        Assert.Equal("a b c", string.Join(' ', jobs.Select(job => job.Name)));
        Assert.Equal(JobStatus.Active, await StatusOf(join));
        await worker.Succeed(jobs[1]);
        await worker.Succeed(jobs[0]);
        Assert.Equal(JobStatus.Active, await StatusOf(join));
        await worker.Succeed(jobs[2]);

        var record = await Get(join);
        Assert.Equal(JobStatus.Completed, record.Status);
        Assert.Equal(JobOutcome.Succeeded, record.Outcome);
        Assert.False(record.HadErrors);
        Assert.Equal(jobs.Select(job => job.Key.JobId), record.Parts);
        Assert.Equal(JobReferences.Encode(record.Parts).Bytes.ToArray(), record.Result.Bytes.ToArray());
        Assert.Equal([join], (await Get(record.Parts[0])).PartOf);
    }

    [Fact]
    public async Task Serial_PutsOneAfterTheOther_R096()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, then: null, "a", "b", "c");
        var parts = (await Get(join)).Parts;
        Assert.Equal([JobStatus.Pending, JobStatus.New, JobStatus.New], await Statuses(parts));

        foreach (var name in new[] { "a", "b", "c" })
        {
            var jobs = await worker.Claim(want: 10);
            Assert.Equal(name, jobs.Single().Name);
            Assert.Equal(JobStatus.Active, await StatusOf(join));
            await worker.Succeed(jobs[0]);
        }

        Assert.Equal(JobStatus.Completed, await StatusOf(join));
        Assert.Equal(4, (await Queue()).Completed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FailingPart_StopsNothing_R098(bool isSerial)
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial, then: null, "a", "boom", "c");

        while (await worker.ClaimOne() is { } job)
        {
            await (job.Name == "boom" ? worker.Fail(job) : worker.Succeed(job));
        }

        var record = await Get(join);
        Assert.Equal(JobOutcome.Succeeded, record.Outcome);
        Assert.True(record.HadErrors);
        Assert.Equal(JobOutcome.Failed, (await Get(record.Parts[1])).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Then_GetsTheParts_AndItsOutcomeBecomesTheJoins_R096_R097(bool isSerial)
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial, Job("then") with { Arguments = Bytes(1, 2) }, "a", "b");
        await Run(worker, "a");
        await Run(worker, "b");

        var then = (await worker.ClaimOne())!;
        Assert.Equal("then", then.Name);
        Assert.Equal((await Get(join)).Parts, then.Parts);
        Assert.Equal([1, 2], then.Arguments.Bytes.ToArray());
        Assert.Equal(JobStatus.Active, await StatusOf(join));
        await worker.Succeed(then, Bytes(42));

        Assert.Equal([42], (await Get(join)).Result.Bytes.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NoParts_AreNoObstacle_R101(bool isSerial)
    {
        var worker = await Worker();
        var empty = await AddJoin(isSerial, then: null);
        var followed = await AddJoin(isSerial, Job("then"));

        Assert.Equal(JobStatus.Completed, await StatusOf(empty));
        Assert.Equal(JobOutcome.Succeeded, (await Get(empty)).Outcome);
        var then = (await worker.ClaimOne())!;
        Assert.Empty(then.Parts!);
        await worker.Fail(then);
        Assert.Equal(JobOutcome.Failed, (await Get(followed)).Outcome);
    }

    [Fact]
    public async Task OrdinaryJob_HasNoParts()
    {
        var worker = await Worker();
        await Add();

        Assert.Null((await worker.ClaimOne())!.Parts);
    }

    [Fact]
    public async Task SavedParts_AreWaitedFor_AndNotPutAgain_R102()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("done"), Job("running"), Job("pending")], Cancel);
        await Run(worker, "done");
        var running = (await worker.ClaimOne())!;
        var join = await Add(Join(isSerial: false, null, LinkedJob.To(1), LinkedJob.To(2), LinkedJob.To(3)));
        var serial = await Add(Join(isSerial: true, null, LinkedJob.To(1), LinkedJob.To(2), LinkedJob.To(3)));

        await Run(worker, "pending");
        Assert.Equal([JobStatus.Active, JobStatus.Active], await Statuses([join, serial]));
        await worker.Succeed(running);

        Assert.Equal([JobStatus.Completed, JobStatus.Completed], await Statuses([join, serial]));
        Assert.Null(await worker.ClaimOne());
    }

    [Fact]
    public async Task JobNamedTwice_IsOnePart()
    {
        var worker = await Worker();
        await Add("a");
        var join = await Add(Join(isSerial: false, null, LinkedJob.To(1), LinkedJob.To(1)));
        await Run(worker, "a");

        Assert.Equal(JobStatus.Completed, await StatusOf(join));
        Assert.Equal([1], (await Get(join)).Parts);
    }

    [Fact]
    public async Task UnknownPart_RefusesTheBatch()
    {
        var refusal = await Refused(ErrorIds.JobNotFound, () => Store.Jobs.EnqueueAsync(
            [Job(), Join(isSerial: true, null, LinkedJob.To(Job()), LinkedJob.To(99))], Cancel));

        Assert.Equal(1, refusal.Index);
        Assert.Equal(0, (await Queue()).Pending);
    }

    [Fact]
    public async Task JoinWithACallOfItsOwn_IsRefused()
    {
        var join = Join(isSerial: true, null) with { Delay = TimeSpan.FromSeconds(1) };

        await Refused(ErrorIds.ArgumentInvalid, () => Add(join));
    }

    [Fact]
    public async Task PartsTimes_CountFromItsTurn_R005()
    {
        var worker = await Worker();
        var late = Job("b") with { Delay = TimeSpan.FromMinutes(10), BeginBy = TimeSpan.FromMinutes(1) };
        await Add(Join(isSerial: true, null, LinkedJob.To(Job("a")), LinkedJob.To(late)));
        Clock.Advance(TimeSpan.FromHours(1));
        await worker.Ping();
        await Run(worker, "a");
        Assert.Null(await worker.ClaimOne());

        Clock.Advance(TimeSpan.FromMinutes(10));
        await worker.Ping();
        Assert.Equal("b", await worker.ClaimNames());
    }

    [Fact]
    public async Task ManyParts_InParallel_R097()
    {
        const int Count = 1_000;
        var worker = await Worker();
        var names = Enumerable.Range(0, Count).Select(number => $"{number}").ToArray();
        var join = await AddJoin(isSerial: false, Job("then"), names);

        for (var done = 0; done < Count;)
        {
            var jobs = await worker.Claim(want: 100);
            await worker.Turn(0, 0, [.. jobs.Select(job => TestWorker.Outcome(job.Key))]);
            done += jobs.Count;
        }

        var then = (await worker.ClaimOne())!;
        Assert.Equal(Count, then.Parts!.Count);
        await worker.Succeed(then);
        Assert.Equal(JobStatus.Completed, await StatusOf(join));
    }

    [Fact]
    public async Task Explain_TellsWhatIsLeft_AndWhoseTurnHasNotCome()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, then: null, "a", "b", "c");
        var parts = (await Get(join)).Parts;
        await Run(worker, "a");

        Assert.Equal(
            [$"waits for 2 of 3 jobs: {parts[1]}, {parts[2]}", $"its turn in join {join} has not come"],
            (await Store.Jobs.ExplainAsync([join, parts[2]], Cancel)).Select(reason => reason?.Text));
    }
}
