using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Claims beyond free workers: which jobs, and what becomes of those that are not begun.</summary>
public abstract class AheadContract : StoreContract
{
    public static TheoryData<string> Careful => ["quota", "timeout", "state", "never", "interrupted", "callbacks"];

    [Fact]
    public async Task JobThatEndedBeforeItsCallBegan_IsNotRun_AndTheNextOneIs_R174()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("over"), Job("next")], Cancel);
        var claimed = (await worker.Claim(want: 0, ahead: 1))[0];

        Assert.Equal([StopResult.Cancelled], await Store.Jobs.StopAsync([1], Cancel));
        await worker.Start(claimed, T0);

        Assert.Equal(SettleVerdict.Reassigned, (await worker.Succeed(claimed)).Verdict);
        var job = await Get(1);
        Assert.Equal((JobStatus.Completed, JobOutcome.Cancelled), (job.Status, job.Outcome));
        Assert.Equal((null, 0), (job.StartedAt, job.Attempt));
        Assert.Equal("next", await worker.ClaimNames());
    }

    [Fact]
    public async Task JobsForFreeWorkers_AreActive_OthersAssigned_R060()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("now"), Job("soon")], Cancel);

        var claimed = await worker.Claim(want: 1, ahead: 5);

        Assert.Equal([true, false], claimed.Select(job => job.IsActive));
        Assert.Equal(JobStatus.Active, await StatusOf(1));
        Assert.Equal(JobStatus.Assigned, await StatusOf(2));
        Assert.Equal(T0, (await Get(1)).StartedAt);
        Assert.Null((await Get(2)).StartedAt);
    }

    [Fact]
    public async Task Start_MakesJobActive_T4()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.Claim(want: 0, ahead: 1))[0];

        await worker.Start(job, T0.AddSeconds(3));

        Assert.Equal(JobStatus.Active, await StatusOf(1));
        Assert.Equal(T0.AddSeconds(3), (await Get(1)).StartedAt);
    }

    [Fact]
    public async Task Start_OfAnotherRun_SaysNothing_R034_R062()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.Claim(want: 0, ahead: 1))[0];
        await worker.GiveBack(job);
        var again = (await worker.Claim(want: 0, ahead: 1))[0];

        await worker.Start(job, T0);

        Assert.Equal(JobStatus.Assigned, await StatusOf(1));
        Assert.NotEqual(job.Key.Run, again.Key.Run);
    }

    [Fact]
    public async Task SettleWithoutStart_IsFine()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.Claim(want: 0, ahead: 1))[0];

        await worker.Settle(TestWorker.Outcome(job.Key) with { StartedAt = T0, EndedAt = T0.AddSeconds(2) });

        var record = await Get(1);
        Assert.Equal(T0, record.StartedAt);
        Assert.Equal(T0.AddSeconds(2), record.EndedAt);
        Assert.Equal(1, record.Attempt);
    }

    [Theory]
    [MemberData(nameof(Careful))]
    public async Task ClaimAhead_StopsAtJobs_ThatMustBeActiveFirst(string kind)
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("plain");
        var careful = Job("careful");
        await Add(kind switch
        {
            "quota" => careful with { Quotas = ["db"] },
            "timeout" => careful with { Timeout = TimeSpan.FromSeconds(1) },
            "state" => careful with { State = "s" },
            "never" => careful with { RetryPolicy = RetryPolicyKind.Never },
            "callbacks" => careful with { Callbacks = [new NewCallback()] },
            _ => careful,
        });
        await Add("behind");
        if (kind == "interrupted")
        {
            var claimed = await worker.Claim(want: 2);
            await worker.GiveBack(claimed[0]);
            await worker.Settle(TestWorker.Back(claimed[1].Key, interruption: true));
        }
        else if (kind == "callbacks")
        {
            await Store.Jobs.StopAsync([2], Cancel);
        }

        var turn = await worker.Turn(want: 0, ahead: 10);

        // What was interrupted stands first in line, what was stopped last.
        var expected = kind switch { "interrupted" => "", "callbacks" => "plain behind", _ => "plain" };
        Assert.Equal(expected, string.Join(' ', turn.Claimed.Select(job => job.Name)));
        Assert.True(turn.MoreReady);
        var next = (await worker.Claim(want: 1, ahead: 10))[0];
        Assert.Equal("careful", next.Name);
        Assert.True(next.IsActive);
    }

    [Fact]
    public async Task GiveBack_RestoresPlace_AndCountsNoAttempt()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b"), Job("c")], Cancel);
        var claimed = await worker.Claim(want: 1, ahead: 1);

        await worker.GiveBack([.. claimed]);

        Assert.Equal(JobStatus.Pending, await StatusOf(1));
        Assert.Equal(0, (await Get(1)).Attempt);
        var again = await worker.Claim(want: 3);
        Assert.Equal(["a", "b", "c"], again.Select(job => job.Name));
        Assert.Equal([1, 1, 1], again.Select(job => job.Attempt));
        Assert.Equal(SettleVerdict.Reassigned, (await worker.Succeed(claimed[0])).Verdict);
    }

    [Fact]
    public async Task GiveBack_FreesSlots_AndKeepsThoseHadBefore()
    {
        var worker = await Worker();
        await AddQuota("one");
        await AddQuota("two");
        await Add("taken", "one");
        await Add("kept", "two");
        var claimed = await worker.Claim(want: 2);
        await worker.Settle(TestWorker.Back(claimed[1].Key, interruption: true));
        var kept = (await worker.ClaimOne())!;

        await worker.GiveBack(claimed[0], kept);

        Assert.Equal(0, (await Quota("one")).Used);
        Assert.Equal(1, (await Quota("two")).Used);
        Assert.Equal("kept taken", await worker.ClaimNames());
    }

    [Fact]
    public async Task GiveBack_OfASettledRun_SaysNothing()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;
        await worker.Succeed(job);

        await worker.GiveBack(job);

        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }
}
