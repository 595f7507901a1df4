using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>
/// Jobs with quotas that are claimed before there is a worker for them: they count as begun, and only so many of them
/// that quotas stay exact and others get their share (docs/adr/0023).
/// </summary>
public abstract class QuotaAheadContract : StoreContract
{
    private async Task<StopResult> Stop(long id) => (await Store.Jobs.StopAsync([id], Cancel))[0];

    private static string NamesOf(IEnumerable<ClaimedJob> jobs) => string.Join(' ', jobs.Select(job => job.Name));

    [Fact]
    public async Task ClaimedAhead_HasItsSlots_AndIsActive_R135()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("first", "db");
        await Add("second", "db");

        var job = Assert.Single(await worker.ClaimAhead(slots: 5));

        Assert.Equal(("first", true, true, true), (job.Name, job.IsActive, job.IsAhead, job.HoldsQuota));
        Assert.Equal((1, JobStatus.Active), (job.Attempt, await StatusOf(1)));
        Assert.Equal(1, (await Quota("db")).Used);
        Assert.Equal(JobStatus.Pending, await StatusOf(2));
    }

    [Fact]
    public async Task JobsForFreeWorkers_AreNotAhead_OthersAre()
    {
        var worker = await Worker();
        await AddQuota("db", 4);
        await Add("now", "db");
        await Add("soon", "db");

        var claimed = await worker.ClaimAhead(slots: 5, want: 1);

        Assert.Equal([false, true], claimed.Select(job => job.IsAhead));
        Assert.All(claimed, job => Assert.True(job.IsActive));
    }

    [Fact]
    public async Task SlotsAhead_BoundsThem_AndTheScanStopsAtTheNext_R010()
    {
        var worker = await Worker();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await AddQuota(name);
        }

        await Add("a", "a");
        await Add("plain");
        await Add("b", "b");
        await Add("c", "c");
        await Add("behind");

        var turn = await worker.TurnAhead(want: 0, slots: 2, ahead: 10);

        Assert.Equal("a plain b", NamesOf(turn.Claimed));
        Assert.True(turn.MoreReady);
        Assert.Equal([true, false, true], turn.Claimed.Select(job => job.IsActive));
        Assert.Equal("c behind", await worker.ClaimNames());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(7, 4)]
    public async Task HalfOfAQuota_IsLeftToFreeWorkers_R126(int size, int expected)
    {
        var greedy = await Worker();
        var other = await Worker(2);
        await AddQuota("db", size);
        await Store.Jobs.EnqueueAsync([.. Enumerable.Range(0, 10).Select(item => Job($"{item}", "db"))], Cancel);

        var ahead = await greedy.ClaimAhead(slots: 100);
        var more = await greedy.ClaimAhead(slots: 100);
        var now = await other.Claim(want: 100);

        Assert.Equal(expected, ahead.Count);
        Assert.Empty(more);
        Assert.Equal(size - expected, now.Count);
        Assert.Equal(Enumerable.Range(0, size).Select(item => $"{item}"), ahead.Concat(now).Select(job => job.Name));
        Assert.Equal(size, (await Quota("db")).Used);
    }

    [Fact]
    public async Task FullQuotas_ArePassedOver()
    {
        var worker = await Worker();
        await AddQuota("closed", 0);
        await AddQuota("open", 2);
        await Add("blocked", "closed");
        await Add("both", "closed", "open");
        await Add("free", "open");

        Assert.Equal("free", NamesOf(await worker.ClaimAhead(slots: 10)));
    }

    [Fact]
    public async Task SeveralQuotas_EachKeepTheirHalf()
    {
        var worker = await Worker();
        await AddQuota("wide", 10);
        await AddQuota("narrow", 2);
        await Add("1", "wide", "narrow");
        await Add("2", "wide");
        await Add("3", "wide", "narrow");
        await Add("4", "wide");

        Assert.Equal("1 2", NamesOf(await worker.ClaimAhead(slots: 10)));
    }

    [Fact]
    public async Task ClaimInTheTurnOfASettle_GetsTheSlotsThatItFreed()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("first", "db");
        await Add("second", "db");
        var first = (await worker.ClaimAhead(slots: 1))[0];

        var turn = await worker.TurnAhead(0, 1, null, TestWorker.Outcome(first.Key));

        Assert.Equal("second", NamesOf(turn.Claimed));
        Assert.Equal(1, (await Quota("db")).Used);
    }

    [Fact]
    public async Task Settle_TellsWhenItsCallReallyBegan()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("job", "db");
        var job = (await worker.ClaimAhead(slots: 1))[0];

        await worker.Settle(TestWorker.Outcome(job.Key) with { StartedAt = T0.AddSeconds(2), EndedAt = T0.AddSeconds(3) });

        var record = await Get(1);
        Assert.Equal((T0.AddSeconds(2), T0.AddSeconds(3)), (record.StartedAt, record.EndedAt));
        var history = (await Store.Jobs.ReadHistoryAsync(1, Cancel))!;
        Assert.Equal([JobStatus.Pending, JobStatus.Active, JobStatus.Completed], history.Select(move => move.To));
        Assert.Equal(T0.AddSeconds(2), history[1].Time);
    }

    [Fact]
    public async Task GiveBack_RestoresItsPlace_FreesItsSlots_AndCountsNoAttempt()
    {
        var worker = await Worker();
        await AddQuota("db", 2);
        await Add("first", "db");
        await Add("second", "db");
        var claimed = await worker.ClaimAhead(slots: 1);

        await worker.GiveBack([.. claimed]);

        Assert.Equal((JobStatus.Pending, 0, 0), (await StatusOf(1), (await Get(1)).Attempt, (await Quota("db")).Used));
        Assert.Null((await Get(1)).StartedAt);
        Assert.Equal((await Store.Jobs.ReadHistoryAsync(1, Cancel))!.Select(move => (move.From, move.To)), [
            ((JobStatus?)null, JobStatus.Pending), (JobStatus.Assigned, JobStatus.Pending)]);
        Assert.Equal(SettleVerdict.Reassigned, (await worker.Succeed(claimed[0])).Verdict);
        var again = await worker.ClaimAhead(slots: 1);
        Assert.Equal(("first", 1), (NamesOf(again), again[0].Attempt));
    }

    [Fact]
    public async Task GiveBack_OfMany_RestoresTheirOrder()
    {
        var worker = await Worker();
        for (var number = 0; number < 20; number++)
        {
            await AddQuota($"q{number}");
            await Add($"{number}", $"q{number}");
        }

        var claimed = await worker.ClaimAhead(slots: 20);
        await worker.GiveBack([.. claimed.Reverse()]);

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 20)), await worker.ClaimNames());
    }

    [Fact]
    public async Task Stop_AsksItsDispatcher_AndAGiveBackEndsIt_R034()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("job", "db");
        var job = (await worker.ClaimAhead(slots: 1))[0];

        Assert.Equal(StopResult.Requested, await Stop(1));
        Assert.Equal(JobStatus.Active, await StatusOf(1));
        Assert.Equal(job.Key, Assert.Single(await worker.StopOrders(job)).Key);

        await worker.GiveBack(job);
        var record = await Get(1);
        Assert.Equal((JobStatus.Completed, JobOutcome.Cancelled, 0), (record.Status, record.Outcome!.Value, record.Attempt));
        Assert.Equal(0, (await Quota("db")).Used);
    }

    [Fact]
    public async Task Stop_OfOneThatBeganMeanwhile_LeavesItsOutcome()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("job", "db");
        var job = (await worker.ClaimAhead(slots: 1))[0];
        await Stop(1);

        await worker.Succeed(job);

        Assert.Equal(JobOutcome.Succeeded, (await Get(1)).Outcome);
        Assert.Equal(0, (await Quota("db")).Used);
    }

    [Fact]
    public async Task Rescue_TakesItForBegun_AndItKeepsItsSlots_R137_R161()
    {
        var worker = await Worker();
        var other = await Worker(2);
        await AddQuota("db");
        await Add("first", "db");
        await Add("second", "db");
        await worker.ClaimAhead(slots: 1);

        await worker.Deactivate();

        Assert.Equal((JobStatus.Pending, 1), (await StatusOf(1), (await Quota("db")).Used));
        var ahead = await other.TurnAhead(want: 0, slots: 5);
        Assert.Empty(ahead.Claimed);
        Assert.True(ahead.MoreReady);
        var again = (await other.Claim(want: 5)).Single();
        Assert.Equal(("first", 1, 2), (again.Name, again.Interruptions, again.Attempt));
    }

    [Fact]
    public async Task ManyQuotas_AreOneClaim()
    {
        const int Names = 300;
        var worker = await Worker();
        await Store.Quotas.CreateAsync("default", [.. Enumerable.Range(0, Names).Select(number => $"q{number}")], 1, Cancel);
        await Store.Jobs.EnqueueAsync(
            [.. Enumerable.Range(0, 3 * Names).Select(item => Job($"{item}", $"q{item % Names}"))], Cancel);

        for (var round = 0; round < 3; round++)
        {
            var claimed = await worker.ClaimAhead(slots: 1_000);
            Assert.Equal(Enumerable.Range(round * Names, Names).Select(item => $"{item}"), claimed.Select(job => job.Name));
            var turn = await worker.Turn(0, 0, [.. claimed.Select(job => TestWorker.Outcome(job.Key))]);
            Assert.All(turn.Settled, settled => Assert.Equal(SettleVerdict.Done, settled.Verdict));
        }

        Assert.Empty(await worker.Claim(want: 10));
        Assert.All(await Store.Quotas.ListAsync(null, Cancel), quota => Assert.Equal(0, quota.Used));
    }
}
