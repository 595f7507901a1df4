using AsyncEngine.Calls.Values;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Joins: jobs that stand for several others, and that no worker ever has (R096 to R102).</summary>
public abstract class JoinContract : StoreContract
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_CanBeAdded_BeforeTheStart_ByAPart_AndByItsCallback_R100(bool isSerial)
    {
        var worker = await Worker();
        var callback = new NewCallback { Name = "cb", OnSuccess = Call() };
        var join = await Add(Join(isSerial, null, LinkedJob.To(Job("first") with { Callbacks = [callback] })));

        var first = (await worker.ClaimOne())!;
        var settled = await worker.Settle(TestWorker.Outcome(first.Key) with
        {
            AddedParts = [new AddedPart(join, LinkedJob.To(Job("second")))],
        });
        await worker.Settle(
            TestWorker.Outcome(new RunKey(settled.Callbacks.Single().Id, first.Key.Run, first.Key.RootId)) with
            {
                AddedParts = [new AddedPart(join, LinkedJob.To(Job("third")))],
            });
        await Run(worker, "second");
        Assert.Equal(JobStatus.Active, await StatusOf(join));
        await Run(worker, "third");

        var record = await Get(join);
        Assert.Equal(JobStatus.Completed, record.Status);
        var parts = await Store.Jobs.GetAsync([.. record.Parts], Cancel);
        Assert.Equal("first second third", string.Join(' ', parts.Select(part => part!.Name)));
    }

    [Fact]
    public async Task Parts_CanBeAdded_FromOutside_UntilTheLastHasEnded_R100()
    {
        var worker = await Worker();
        await Add("saved");
        await worker.Succeed((await worker.ClaimOne())!);
        var join = await AddJoin(isSerial: false, Job("then"), "a");
        Assert.Equal(3, (await Store.Jobs.AddPartsAsync(
            join, [LinkedJob.To(1), LinkedJob.To(Job("b")), LinkedJob.To(Job("c"))], Cancel)).Count);

        Assert.Equal("a b c", await worker.ClaimNames());
        var other = await AddJoin(isSerial: false, then: null);
        await Refused(
            ErrorIds.JobStatusInvalid, () => Store.Jobs.AddPartsAsync(other, [LinkedJob.To(Job("late"))], Cancel));
        await Refused(ErrorIds.JobStatusInvalid, () => Store.Jobs.AddPartsAsync(1, [LinkedJob.To(Job("x"))], Cancel));
        await Refused(ErrorIds.JobNotFound, () => Store.Jobs.AddPartsAsync(99, [LinkedJob.To(Job("x"))], Cancel));
    }

    [Fact]
    public async Task PartThatWaitsForItsJoin_IsRefused_R042()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, then: null, "a", "b");
        var part = (await worker.ClaimOne())!;
        var next = (await Get(join)).Parts[1];

        foreach (var awaited in new[] { LinkedJob.To(join), LinkedJob.To(next), LinkedJob.To(Join(false, null, LinkedJob.To(join))) })
        {
            var settled = await worker.Settle(TestWorker.Outcome(part.Key) with { Returned = awaited });
            Assert.Equal(ErrorIds.WaitWouldDeadlock, settled.Refusal?.ErrorId);
        }

        var outer = await Add("outer");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key) with { Returned = LinkedJob.To(join) });
        await Refused(
            ErrorIds.WaitWouldDeadlock, () => Store.Jobs.AddPartsAsync(join, [LinkedJob.To(outer)], Cancel));
        await Refused(ErrorIds.WaitWouldDeadlock, () => Store.Jobs.AddPartsAsync(join, [LinkedJob.To(join)], Cancel));
    }

    [Fact]
    public async Task JoinInJoin_GoesLikeOneJob_R096_R097()
    {
        var worker = await Worker();
        var inner = Join(isSerial: false, null, LinkedJob.To(Job("b1")), LinkedJob.To(Job("b2")));
        var join = await Add(
            Join(isSerial: true, null, LinkedJob.To(Job("a")), LinkedJob.To(inner), LinkedJob.To(Job("c"))));

        await Run(worker, "a");
        var jobs = await worker.Claim(want: 10);
        Assert.Equal("b1 b2", string.Join(' ', jobs.Select(job => job.Name)));
        await worker.Succeed(jobs[0]);
        Assert.Null(await worker.ClaimOne());
        await worker.Succeed(jobs[1]);
        await Run(worker, "c");

        Assert.Equal(JobStatus.Completed, await StatusOf(join));
    }

    [Fact]
    public async Task ReturnedJoin_GivesItsOutcome_R090_R097()
    {
        var worker = await Worker();
        var outer = await Add("outer");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key) with
        {
            Returned = LinkedJob.To(Join(false, Job("then"), LinkedJob.To(Job("a")), LinkedJob.To(Job("b")))),
        });
        await Run(worker, "a");
        await Run(worker, "b");
        await worker.Succeed((await worker.ClaimOne())!, Bytes(42));

        Assert.Equal([42], (await Get(outer)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task ReturnedEmptyJoin_EndsAtOnce_R101()
    {
        var worker = await Worker();
        var outer = await Add("outer");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key) with
        {
            Returned = LinkedJob.To(Join(isSerial: false, null)),
        });

        Assert.Equal(JobOutcome.Succeeded, (await Get(outer)).Outcome);
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

    private static NewJob Join(bool isSerial, NewJob? then, params LinkedJob[] parts) => new()
    {
        Call = NewJoin.CallOf(isSerial),
        Name = "join",
        Join = new NewJoin { IsSerial = isSerial, Parts = parts, Then = then },
    };

    private Task<long> AddJoin(bool isSerial, NewJob? then, params string[] parts) =>
        Add(Join(isSerial, then, [.. parts.Select(name => LinkedJob.To(Job(name)))]));

    private async Task<JobStatus[]> Statuses(IReadOnlyList<long> ids) =>
        [.. (await Store.Jobs.GetStatusAsync(ids, Cancel)).Select(status => status!.Value)];

    private async Task Run(TestWorker worker, string name)
    {
        var job = (await worker.ClaimOne())!;
        Assert.Equal(name, job.Name);
        await worker.Succeed(job);
    }
}
