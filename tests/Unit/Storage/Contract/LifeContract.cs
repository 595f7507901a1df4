using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What may be done to a job at which point of its life, and what can be seen of it there.</summary>
public abstract class LifeContract : StoreContract
{
    [Theory]
    [InlineData("pending")]
    [InlineData("active")]
    [InlineData("completed")]
    [InlineData("callback")]
    public async Task Enqueue_RefusesAJob_ThatIsThereAlready_R007(string where)
    {
        var worker = await Worker();
        var id = await Add(Job() with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        if (where is "active" or "completed")
        {
            var job = (await worker.ClaimOne())!;
            if (where == "completed")
            {
                await worker.Succeed(job);
            }
        }

        var known = where == "callback" ? id + 1 : id;
        var before = await Queue();
        var refusal = await Refused(
            ErrorIds.JobStatusInvalid, () => Store.Jobs.EnqueueAsync([Job(), Job() with { Id = known }], Cancel));

        Assert.Equal((1, (object)known), (refusal.Index, refusal.Target));
        Assert.Equal(before.Pending, (await Queue()).Pending);
    }

    [Fact]
    public async Task Start_IsKeptAsThatMoment_WhateverItsZone_R012_R043()
    {
        var id = await Add(Job() with { BeginAfter = new DateTimeOffset(2006, 8, 10, 11, 30, 0, TimeSpan.FromHours(-5)) });

        var start = (await Get(id)).BeginAfter!.Value;
        Assert.Equal((At(16, 30), TimeSpan.Zero), (start, start.Offset));
    }

    [Fact]
    public async Task JobsOfAQuotaOfOne_RunInOrder_WhoeverClaimsThem_R023()
    {
        TestWorker[] workers = [await Worker(1), await Worker(2)];
        await AddQuota("serial");
        await Store.Jobs.EnqueueAsync([Job("a", "serial"), Job("b", "serial"), Job("c", "serial")], Cancel);

        var seen = new List<string>();
        for (var turn = 0; turn < 3; turn++)
        {
            var worker = workers[turn % 2];
            var job = (await worker.ClaimOne())!;
            Assert.Empty(await workers[(turn + 1) % 2].Claim());
            seen.Add(job.Name!);
            await worker.Succeed(job);
        }

        Assert.Equal(["a", "b", "c"], seen);
    }

    [Theory]
    [InlineData("pending", JobStatus.Pending)]
    [InlineData("completed", JobStatus.Completed)]
    public async Task Interruption_OfAJobThatDoesNotRun_SaysNothing_R037(string where, JobStatus status)
    {
        var worker = await Worker();
        var id = await Add();
        var job = (await worker.ClaimOne())!;
        await (where == "pending" ? worker.GiveBack(job) : (Task)worker.Succeed(job));

        var verdict = (await worker.Settle(TestWorker.Back(job.Key, interruption: true))).Verdict;

        Assert.Equal((SettleVerdict.Reassigned, (JobStatus?)status), (verdict, await StatusOf(id)));
    }

    [Fact]
    public async Task Result_IsNotThere_BeforeTheOutcome_R039()
    {
        var worker = await Worker();
        var id = await Add();
        await ExpectNothing();
        var job = (await worker.ClaimOne())!;
        await ExpectNothing();
        await worker.Succeed(job, Bytes(4, 2));

        Assert.Equal([4, 2], (await Get(id)).Result.Bytes.ToArray());

        async Task ExpectNothing()
        {
            var record = await Get(id);
            Assert.True(record is { Outcome: null, Error: null, EndedAt: null, CompletedAt: null });
            Assert.True(record.Result.IsEmpty);
        }
    }

    [Fact]
    public async Task Deadline_IsNoLimit_OfAJobThatRuns_R047()
    {
        var worker = await Worker();
        var id = await Add(Job() with { BeginBy = TimeSpan.FromSeconds(1) });
        var job = (await worker.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(30));
        await worker.Turn();
        await Store.Jobs.ExpireAsync([id], Cancel);

        Assert.Equal(JobStatus.Active, await StatusOf(id));
        Assert.Equal(SettleVerdict.Done, (await worker.Succeed(job)).Verdict);
    }

    [Fact]
    public async Task Job_StaysActive_UntilItsDispatcherIsRescued_R063()
    {
        var gone = await Worker(1);
        var other = await Worker(2);
        var id = await Add();
        await gone.ClaimOne();
        foreach (var seconds in (int[])[30, 60])
        {
            Clock.SetUtcNow(T0.AddSeconds(seconds));
            await other.Ping();
            Assert.Equal(JobStatus.Active, await StatusOf(id));
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(gone.Uuid, (await other.Ping()).Rescued);

        Assert.Equal(JobStatus.Pending, await StatusOf(id));
    }

    [Fact]
    public async Task Callbacks_StayListed_InTheOrderAdded_R076()
    {
        var worker = await Worker();
        var id = await Add(Job() with { Callbacks = [new NewCallback { Name = "a" }, new NewCallback { Name = "b" }] });
        var late = await Store.Jobs.AddCallbacksAsync(id, [new NewCallback { Name = "c" }], Cancel);
        var job = (await worker.ClaimOne())!;
        foreach (var due in (await worker.Succeed(job)).Callbacks)
        {
            await worker.Settle(TestWorker.Outcome(job.Key with { JobId = due.Id }));
        }

        var record = await Get(id);
        Assert.Equal((JobStatus.Completed, late[0]), (record.Status, record.Callbacks[2]));
        var names = (await Store.Jobs.GetAsync(record.Callbacks, Cancel)).Select(callback => callback!.Name);
        Assert.Equal(["a", "b", "c"], names);
    }

    [Fact]
    public async Task Callback_IsBegunAgain_HoweverOftenItIsInterrupted_R073()
    {
        await Add(Job() with { Callbacks = [new NewCallback { Name = "patient", OnSuccess = Call() }] });
        var first = await Worker();
        await first.Succeed((await first.ClaimOne())!);
        await first.Deactivate();
        for (var interruption = 1; interruption <= 15; interruption++)
        {
            var worker = await Worker();
            Assert.Equal("patient", Assert.Single((await worker.ClaimOne())!.CallbacksOnly!).Name);
            await worker.Deactivate();
        }
    }

    [Fact]
    public async Task Quotas_AreASet_WhateverTheirOrderAndCase_R127()
    {
        var worker = await Worker();
        await AddQuota("x", 2);
        await AddQuota("y", 2);
        await Store.Jobs.EnqueueAsync([Job("a", "x", "y"), Job("b", "Y", "X", "y"), Job("c", "y", "x")], Cancel);

        Assert.Equal("a b", await worker.ClaimNames());
        Assert.Equal((2, 2), ((await Quota("x")).Used, (await Quota("y")).Used));
    }

    [Fact]
    public async Task UnknownQuota_IsNamed_AndNothingIsAdded_R128()
    {
        var refusal = await Refused(ErrorIds.QuotaNotFound, () => Add("job", "content catalog"));

        Assert.Contains("content catalog", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await Queue()).Pending);
    }

    [Fact]
    public async Task StoppedCallback_LetsItsOwnCallbacksRun_BeforeTheParentIsCompleted_R070_R075()
    {
        var worker = await Worker();
        var child = new NewCallback { Name = "child", OnFailure = Call() };
        await Add(Job("root") with
        {
            Callbacks = [new NewCallback { Name = "a" }, new NewCallback { Name = "stopped", Callbacks = [child] }],
        });
        var root = (await worker.ClaimOne())!;
        var stopped = (await Get(root.Key.JobId)).Callbacks[1];
        await Store.Jobs.StopAsync([stopped], Cancel);
        var due = (await worker.Succeed(root)).Callbacks;
        Assert.Equal(["a", "child"], due.Select(callback => callback.Name));

        await worker.Settle(TestWorker.Outcome(root.Key with { JobId = due[0].Id }));
        Assert.Equal(JobStatus.Callbacks, await StatusOf(root.Key.JobId));
        Assert.Equal(JobStatus.Active, await StatusOf(due[1].Id));
        await worker.Settle(TestWorker.Outcome(root.Key with { JobId = due[1].Id }));

        Assert.Equal(JobStatus.Completed, await StatusOf(root.Key.JobId));
    }

    [Fact]
    public async Task JobThatIsStopped_IsCompletedAtOnce_WhenItsCallbacksWereStoppedBefore()
    {
        var id = await Add(Job() with { Callbacks = [new NewCallback { OnSuccess = Call() }] });

        await Store.Jobs.StopAsync([id + 1, id], Cancel);

        Assert.Equal(JobStatus.Completed, await StatusOf(id));
        Assert.Equal((1, 0), ((await Queue()).Completed, (await Queue()).Callbacks));
    }

    [Fact]
    public async Task JobThatIsGivenBack_Ends_WhenItWasAskedToStop()
    {
        var worker = await Worker();
        await AddQuota("one");
        var id = await Add("j", "one");
        var job = (await worker.ClaimOne())!;
        await Store.Jobs.StopAsync([id], Cancel);

        await worker.GiveBack(job);

        var record = await Get(id);
        Assert.Equal((JobStatus.Completed, JobOutcome.Cancelled, 0), (record.Status, record.Outcome, record.Attempt));
        Assert.Equal(0, (await Quota("one")).Used);
    }

    [Fact]
    public async Task InterruptedJobs_GoBack_InTheOrderInWhichTheyWereClaimed_R022()
    {
        var dead = await Worker(1);
        await Store.Jobs.EnqueueAsync([Job("second"), Job("first") with { Priority = 5 }, Job("third")], Cancel);
        Assert.Equal("first second third", await dead.ClaimNames());

        await dead.Deactivate();

        Assert.Equal("first second third", await (await Worker(2)).ClaimNames());
    }

    [Fact]
    public async Task HeldJob_WhoseWholeTimeHasPassed_EndsWithTheNextTurn_R019()
    {
        var worker = await Worker();
        var id = await Add(Job() with { BeginAfter = T0.AddSeconds(10), BeginBy = TimeSpan.FromSeconds(10) });
        Clock.Advance(TimeSpan.FromSeconds(30));

        await worker.Turn();

        Assert.Equal(ErrorIds.JobExpired, (await Get(id)).Error?.ErrorId);
    }

    [Fact]
    public async Task PolicyOfItsOwn_ComesWithTheJob_R108()
    {
        var worker = await Worker();
        var policy = new CallText(CallKind.Script, "$_.Attempt -lt 3");
        await Add(Job() with { RetryPolicy = RetryPolicyKind.Own, RetryCall = policy });
        await Refused(ErrorIds.ArgumentInvalid, () => Add(Job() with { RetryPolicy = RetryPolicyKind.Own }));
        await Refused(ErrorIds.ArgumentInvalid, () => Add(Job() with { RetryCall = policy }));

        var job = (await worker.ClaimOne())!;
        Assert.Equal((RetryPolicyKind.Own, policy), (job.RetryPolicy, job.RetryCall));
        Assert.Equal(RetryPolicyKind.Own, (await Get(job.Key.JobId)).RetryPolicy);

        // The store asks no policy: an interrupted job is always offered again.
        for (var interruption = 0; interruption < 12; interruption++)
        {
            await worker.Deactivate();
            worker = await Worker();
            Assert.True((await worker.ClaimOne())!.IsActive);
        }
    }
}
