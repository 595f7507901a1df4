using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Quotas: exact maxima, whatever happens to the jobs (R126 to R141, R017).</summary>
public abstract class QuotaContract : StoreContract
{
    [Fact]
    public async Task Claim_TakesTheFirstInLine_WhoseSlotTheSameTurnFrees_R010_R017()
    {
        await AddQuota("a");
        await AddQuota("b", 2);
        await Add(Job("holder", "a", "b") with { Callbacks = [new NewCallback { OnSuccess = Call("Demo.Then()") }] });
        await Add("first", "a");
        await Add("second", "b");
        var worker = await Worker();
        var holder = (await worker.ClaimOne())!;

        var turn = await worker.Turn(want: 1, ahead: 0, TestWorker.Outcome(holder.Key));

        Assert.Equal(SettleVerdict.CallbacksDue, turn.Settled.Single().Verdict);
        Assert.Equal("first", turn.Claimed.Single().Name);
    }

    [Fact]
    public async Task Claim_TakesTheFirstInLine_WhoseSlotTheSameTurnFrees_WhileAllQuotasWereFull_R010_R017()
    {
        await AddQuota("a");
        await Add(Job("holder", "a") with { Callbacks = [new NewCallback { OnSuccess = Call("Demo.Then()") }] });
        await Add("first", "a");
        await Add("free 1");
        await Add("free 2");
        var worker = await Worker();
        var holder = (await worker.ClaimOne())!;
        var other = (await worker.ClaimOne())!;
        Assert.Equal("free 1", other.Name);

        var turn = await worker.Turn(
            want: 1, ahead: 0, TestWorker.Outcome(other.Key), TestWorker.Outcome(holder.Key));

        Assert.Equal([SettleVerdict.Done, SettleVerdict.CallbacksDue], turn.Settled.Select(each => each.Verdict));
        Assert.Equal("first", turn.Claimed.Single().Name);
    }

    [Fact]
    public async Task Claim_TakesTheFirstInLine_BehindMoreSetsOfQuotasThanItTakesJobs_R010_R017()
    {
        await AddQuota("a");
        await AddQuota("b");
        await AddQuota("c");
        await AddQuota("d");
        await Add("first", "a");
        await Add("blocked", "a", "b");
        await Add("blocked too", "a", "c");
        await Add("second", "d");
        await Add("last");

        var turn = await (await Worker()).Turn(want: 2);

        Assert.Equal(["first", "second"], turn.Claimed.Select(job => job.Name));
        Assert.True(turn.MoreReady);
    }

    [Fact]
    public async Task Claim_SaysThatThereIsNothingMore_WhenItHasTakenTheSlotsOfAllOthers_R017()
    {
        await AddQuota("a");
        await AddQuota("b");
        await AddQuota("c");
        await Add("first", "a");
        await Add("blocked", "a", "b");
        await Add("blocked too", "a", "c");
        await Add("free");

        var turn = await (await Worker()).Turn(want: 2);

        Assert.Equal(["first", "free"], turn.Claimed.Select(job => job.Name));
        Assert.False(turn.MoreReady);
    }

    [Fact]
    public async Task Claim_SkipsJobs_WhoseQuotaIsFull_R017()
    {
        await AddQuota("db");
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db"), Job("free")], Cancel);

        Assert.Equal("a free", await (await Worker()).ClaimNames());
        var quota = await Quota("db");
        Assert.Equal(1, quota.Used);
        Assert.True(quota.Filled);
        Assert.Equal([1], quota.Jobs);
    }

    [Fact]
    public async Task Settle_FreesSlots_R136()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db")], Cancel);
        var job = (await worker.ClaimOne())!;

        var turn = await worker.Turn(1, 0, TestWorker.Outcome(job.Key));

        Assert.Equal("b", Assert.Single(turn.Claimed).Name);
    }

    [Fact]
    public async Task Claim_NeedsRoomInEveryQuota_R135_R140()
    {
        var worker = await Worker();
        await AddQuota("y", 2);
        await AddQuota("x");
        await Store.Jobs.EnqueueAsync([Job("x1", "x"), Job("yx", "y", "x"), Job("y1", "y")], Cancel);

        Assert.Equal("x1 y1", await worker.ClaimNames());
        await worker.Settle(TestWorker.Outcome(new RunKey(1, 1)));

        Assert.Equal("yx", await worker.ClaimNames());
        Assert.Equal([2, 3], (await Quota("y")).Jobs);
        Assert.Equal([2], (await Quota("x")).Jobs);
    }

    [Fact]
    public async Task Shrinking_AdmitsNone_UntilBelowTheNewSize_R133()
    {
        var worker = await Worker();
        await AddQuota("db", 2);
        await Store.Jobs.EnqueueAsync([Job("job1", "db"), Job("job2", "db"), Job("job3", "db")], Cancel);
        var running = await worker.Claim(want: 3);
        Assert.Equal(2, running.Count);

        await Store.Quotas.ResizeAsync("default", "DB", 1, Cancel);
        Assert.True((await Quota("db")).Filled);
        await worker.Succeed(running[0]);
        Assert.Empty(await worker.Claim());
        Assert.Equal([2], (await Quota("db")).Jobs);
        await worker.Succeed(running[1]);

        Assert.Equal("job3", await worker.ClaimNames());
    }

    [Fact]
    public async Task Growing_AdmitsThoseWhoWait_R130()
    {
        var worker = await Worker();
        await AddQuota("db", 0);
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db"), Job("c", "db")], Cancel);
        Assert.Empty(await worker.Claim());

        await Store.Quotas.ResizeAsync("default", "db", 2, Cancel);

        Assert.Equal("a b", await worker.ClaimNames());
    }

    [Fact]
    public async Task SizeZero_BlocksItsJobs_R134()
    {
        await AddQuota("shut", 0);
        await Add("a", "shut");

        Assert.Empty(await (await Worker()).Claim());
    }

    [Fact]
    public async Task Removing_LetsItsJobsRun_AndTheyKeepTheName_R131()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db")], Cancel);
        Assert.Equal("a", await worker.ClaimNames());

        await Store.Quotas.RemoveAsync("default", "db", Cancel);

        Assert.Equal("b", await worker.ClaimNames());
        Assert.Equal(["db"], (await Get(2)).Quotas);
        Assert.Empty(await Store.Quotas.ListAsync("default", Cancel));
        await Refused(ErrorIds.QuotaNotFound, () => Add("c", "db"));
        await Refused(ErrorIds.QuotaNotFound, () => Store.Quotas.RemoveAsync("default", "db", Cancel));
        await Refused(ErrorIds.QuotaNotFound, () => Store.Quotas.ResizeAsync("default", "db", 3, Cancel));
    }

    [Fact]
    public async Task CreatingAgain_FindsTheTruth_R132()
    {
        var worker = await Worker();
        await AddQuota("db", 5);
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db"), Job("c", "db")], Cancel);
        var running = await worker.Claim(want: 2);
        await Store.Quotas.RemoveAsync("default", "db", Cancel);
        await AddQuota("DB", 2);

        Assert.Equal(2, (await Quota("db")).Used);
        Assert.Empty(await worker.Claim());
        await worker.Succeed(running[0]);
        Assert.Equal("c", await worker.ClaimNames());
    }

    [Fact]
    public async Task Create_CreatesNone_WhenOneExists_R130()
    {
        await AddQuota("db");

        await Refused(
            ErrorIds.QuotaExists, () => Store.Quotas.CreateAsync("default", ["new", "DB"], 1, Cancel));
        await Refused(
            ErrorIds.QuotaExists, () => Store.Quotas.CreateAsync("default", ["new", "NEW"], 1, Cancel));

        Assert.Single(await Store.Quotas.ListAsync(null, Cancel));
    }

    [Fact]
    public async Task Sizes_AreNotNegative_R130()
    {
        await AddQuota("db");
        await Refused(ErrorIds.ArgumentInvalid, () => AddQuota("minus", -1));
        await Refused(ErrorIds.ArgumentInvalid, () => Store.Quotas.ResizeAsync("default", "db", -1, Cancel));
    }

    [Fact]
    public async Task Quotas_AreOfOneQueue_R126()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await AddQuota("db");
        await Store.Quotas.CreateAsync("other", ["db"], 1, Cancel);
        await Add("here", "db");
        await Add(Job("there", "db") with { Queue = "other" });

        Assert.Equal("here", await (await Worker(1)).ClaimNames());
        Assert.Equal("there", await (await Worker(2, "other")).ClaimNames());
        Assert.Single(await Store.Quotas.ListAsync("other", Cancel));
    }

    [Fact]
    public async Task InterruptedJob_KeepsItsSlot_UntilItRunsAgain_R137_R123()
    {
        var worker = await Worker();
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("j", "one"), Job("j2", "one"), Job("free")], Cancel);
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, attempt: false, interruption: true));

        Assert.Equal([1], (await Quota("one")).Jobs);
        Assert.Equal("j free", await worker.ClaimNames());
        Assert.Equal(1, (await Quota("one")).Used);
    }

    [Fact]
    public async Task JobThatIsPutOff_FreesItsSlot_R138_R123()
    {
        var worker = await Worker();
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("j", "one"), Job("j2", "one")], Cancel);
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, at: At(16, 44)));

        Assert.Equal("j2", await worker.ClaimNames());
        Clock.SetUtcNow(At(16, 44));
        Assert.Empty(await (await Worker(2)).Claim());
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("remove")]
    [InlineData("expire")]
    public async Task SlotOfAnInterruptedJob_IsFree_WhenTheJobLeaves_R139(string how)
    {
        var worker = await Worker();
        await AddQuota("one");
        var id = await Add(Job("j", "one") with { BeginBy = TimeSpan.FromMinutes(1) });
        await Add("next", "one");
        var job = (await worker.ClaimOne())!;
        await worker.Settle(TestWorker.Back(job.Key, interruption: true));

        switch (how)
        {
            case "stop":
                await Store.Jobs.StopAsync([id], Cancel);
                break;
            case "remove":
                Assert.Equal(RemoveResult.Removed, (await Store.Jobs.RemoveAsync([id], Cancel))[0]);
                break;
            default:
                Clock.Advance(TimeSpan.FromMinutes(2));
                worker = await Worker(2);
                break;
        }

        Assert.Equal("next", await worker.ClaimNames());
    }

    [Fact]
    public async Task ThreadThatGoesOn_KeepsTheSlot_UntilItEnds()
    {
        var worker = await Worker();
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("j", "one"), Job("j2", "one")], Cancel);
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Outcome(job.Key, JobOutcome.Failed) with { KeepsSlots = true });

        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal([1], (await Quota("one")).Jobs);
        Assert.Empty(await worker.Claim());
        await Store.Dispatchers.ReleaseHoldAsync(job.Key, Cancel);
        await Store.Dispatchers.ReleaseHoldAsync(job.Key, Cancel);
        Assert.Equal("j2", await worker.ClaimNames());
    }

    [Fact]
    public async Task ThreadThatGoesOn_EndsWithItsDispatcher()
    {
        var worker = await Worker();
        await AddQuota("one");
        await Add("j", "one");
        var job = (await worker.ClaimOne())!;
        await worker.Settle(TestWorker.Outcome(job.Key) with { KeepsSlots = true });

        await worker.Deactivate();

        Assert.Equal(0, (await Quota("one")).Used);
    }

    [Fact]
    public async Task CallbackOfAJob_TakesNoSlot_R071()
    {
        var worker = await Worker();
        await AddQuota("one");
        await Add(Job("j", "one") with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        await Add("j2", "one");
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Succeed(job);

        Assert.Equal(SettleVerdict.CallbacksDue, settled.Verdict);
        Assert.Equal("j2", await worker.ClaimNames());
    }

    [Fact]
    public async Task BetterJob_BehindAFullQuota_GoesFirst_WhenThereIsRoom()
    {
        var worker = await Worker();
        await AddQuota("x");
        await AddQuota("y");
        await Store.Jobs.EnqueueAsync([Job("x1", "x"), Job("x2", "x"), Job("xy", "x", "y")], Cancel);
        var first = (await worker.ClaimOne())!;
        Assert.Empty(await worker.Claim());

        // Both lanes wait for x; the second becomes the better one while it is parked.
        await Add(Job("urgent", "y", "x") with { Priority = 3 });
        await worker.Succeed(first);

        Assert.Equal("urgent", await worker.ClaimNames());
    }

    [Fact]
    public async Task LaneThatFindsAnotherQuotaFull_LetsOthersPass()
    {
        var worker = await Worker();
        await AddQuota("x");
        await AddQuota("y");
        await Store.Jobs.EnqueueAsync([Job("x0", "x"), Job("y0", "y"), Job("xy", "x", "y"), Job("x1", "x")], Cancel);
        var running = await worker.Claim(want: 4);
        Assert.Equal(2, running.Count);

        // x is free now, y is not: the job that needs both may not keep the next one of x waiting.
        await worker.Succeed(running[0]);

        Assert.Equal("x1", await worker.ClaimNames());
    }

    [Fact]
    public async Task RoundRobin_OverManyQuotas_TakesOneOfEach()
    {
        var names = Enumerable.Range(0, 50).Select(number => $"q{number}").ToArray();
        await Store.Quotas.CreateAsync("default", names, 1, Cancel);
        await Store.Jobs.EnqueueAsync([.. names.Concat(names).Select(name => Job(name, name))], Cancel);
        var worker = await Worker();

        Assert.Equal(string.Join(' ', names), await worker.ClaimNames(want: 200));
        var settlements = Enumerable.Range(1, 50).Select(id => TestWorker.Outcome(new RunKey(id, 1))).ToArray();
        var turn = await worker.Turn(200, 0, settlements);

        Assert.Equal(names, turn.Claimed.Select(job => job.Name));
    }

    [Fact]
    public async Task Quotas_AreExact_UnderManyClaimers_R141()
    {
        await AddQuota("three", 3);
        await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job("j", "three"), 100)], Cancel);
        var workers = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Worker(number)));

        var claimed = await Task.WhenAll(workers.Select(worker => worker.Claim(want: 10)));

        Assert.Equal(3, claimed.Sum(jobs => jobs.Count));
        Assert.Equal(3, (await Quota("three")).Used);
    }

    [Fact]
    public async Task AHundredThousandJobs_BehindAFullQuota_AreInNobodysWay_R017()
    {
        await AddQuota("full", 0);
        await AddQuota("one");
        for (var batch = 0; batch < 2; batch++)
        {
            await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job("blocked", "full"), 50_000)], Cancel);
        }

        var names = Enumerable.Range(0, 300).Select(number => $"{number}").ToArray();
        await Store.Jobs.EnqueueAsync(
            [.. names.Select((name, index) => index % 100 == 0 ? Job(name, "one") : Job(name))], Cancel);
        var worker = await Worker();
        var seen = new List<string>();
        for (var jobs = await worker.Claim(want: 3); jobs.Count > 0;)
        {
            seen.AddRange(jobs.Select(job => job.Name!));
            jobs = (await worker.Turn(3, 0, [.. jobs.Select(job => TestWorker.Outcome(job.Key))])).Claimed;
        }

        Assert.Equal(names, seen);
        Assert.Equal((100_000, 0), ((await Queue()).Pending, (await Quota("full")).Used));
        await Store.Quotas.ResizeAsync("default", "full", 1, Cancel);
        Assert.Equal("blocked", await worker.ClaimNames());
    }
}
