using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>The order in which jobs are offered (R009 to R011, R016, R018, R022).</summary>
public abstract class OrderContract : StoreContract
{
    [Fact]
    public async Task Claim_GivesNothing_WhenThereIsNothing_R016()
    {
        var turn = await (await Worker()).Turn(want: 1);

        Assert.Empty(turn.Claimed);
        Assert.False(turn.MoreReady);
        Assert.Null(turn.NextDueAt);
    }

    [Fact]
    public async Task Claim_TakesInOrder_OfAdding()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b")], Cancel);
        await Add("c");

        Assert.Equal("a b c", await worker.ClaimNames());
    }

    [Fact]
    public async Task Claim_SaysWhetherThereIsMore()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b"), Job("c")], Cancel);

        Assert.True((await worker.Turn(want: 2)).MoreReady);
        Assert.False((await worker.Turn(want: 1)).MoreReady);
    }

    [Fact]
    public async Task Claim_WaitsForStart_UntilThatVeryMoment_R016()
    {
        var worker = await Worker();
        await Add(Job("due") with { BeginAfter = At(16, 0) });

        var early = await worker.Turn(want: 1);
        Assert.Empty(early.Claimed);
        Assert.Equal(At(16, 0), early.NextDueAt);
        Clock.SetUtcNow(At(16, 0).AddMicroseconds(-1));
        Assert.Empty(await (await Worker(2)).Claim());
        Clock.SetUtcNow(At(16, 0));
        Assert.Equal("due", await (await Worker(3)).ClaimNames());
    }

    [Fact]
    public async Task Claim_TakesHeldJobs_ByStart_R010()
    {
        await Add(Job("A") with { BeginAfter = At(16, 2) });
        await Add(Job("B") with { BeginAfter = At(16, 1) });
        await Add(Job("C") with { BeginAfter = At(16, 0) });
        Clock.SetUtcNow(At(16, 2));

        Assert.Equal("C B A", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Claim_TakesHeldJobFirst_OnATie_R010()
    {
        await Add(Job("H") with { BeginAfter = At(16, 5) });
        Clock.SetUtcNow(At(16, 5));
        await Add("N");

        Assert.Equal("H N", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Claim_TakesDueJob_BeforeThoseAddedAfterItsStart_R010()
    {
        await Add("before");
        await Add(Job("H") with { BeginAfter = At(16, 5) });
        Clock.SetUtcNow(At(16, 6));
        await Add("after");

        Assert.Equal("before H after", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Claim_TakesHeldJobsOfOneMoment_ById_R009()
    {
        var first = await Store.Jobs.ReserveIdsAsync(1, Cancel);
        await Add(Job("second") with { BeginAfter = At(16, 0) });
        await Add(Job("first") with { Id = first, BeginAfter = At(16, 0) });
        Clock.SetUtcNow(At(16, 0));

        Assert.Equal("first second", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task PastStart_GoesToTheTail_AndIsKept_R011()
    {
        Clock.SetUtcNow(At(16, 0));
        await Add("job6");
        var id = await Add(Job("job7") with { BeginAfter = At(15, 35) });
        await Add("job8");

        Assert.Equal(At(15, 35), (await Get(id)).BeginAfter);
        Assert.Equal("job6 job7 job8", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task PastStart_CountsInTheMerge_WhenNobodyIsInLine_R011b()
    {
        await Add(Job("H") with { BeginAfter = At(16, 5) });
        Clock.SetUtcNow(At(16, 10));
        await Add(Job("P") with { BeginAfter = At(16, 0) });
        await Add("N");

        Assert.Equal("P H N", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task PastStart_WaitsForThoseInLine_R011b()
    {
        await Add(Job("H") with { BeginAfter = At(16, 5) });
        Clock.SetUtcNow(At(16, 10));
        await Add("N");
        await Add(Job("P") with { BeginAfter = At(16, 0) });

        Assert.Equal("H N P", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Priority_GoesFirst_AndOrderInsideItStays()
    {
        await Store.Jobs.EnqueueAsync(
            [Job("n1"), Job("h1") with { Priority = 9 }, Job("l") with { Priority = -1 }, Job("n2")], Cancel);
        await Add(Job("h2") with { Priority = 9 });
        await Add(Job("max") with { Priority = int.MaxValue });
        await Add(Job("min") with { Priority = int.MinValue });

        Assert.Equal("max h1 h2 n1 n2 l min", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task PutBackJobs_GoBeforeAllOthers_InTheirOrder_R022()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("job1"), Job("job2"), Job("older")], Cancel);
        var claimed = await worker.Claim(want: 2);
        await Add(Job("urgent") with { Priority = int.MaxValue });

        await worker.Turn(0, 0, TestWorker.Back(claimed[0].Key), TestWorker.Back(claimed[1].Key));

        Assert.Equal("job1 job2 urgent older", await worker.ClaimNames());
    }

    [Fact]
    public async Task ReadyJobs_AreNeverCompared_WithTheClock_R018()
    {
        // The clock of the first was ahead of ours by 10 seconds; nothing waits for that.
        await Add(Job("J1") with { BeginAfter = T0.AddSeconds(10) });
        await Add("J2");

        Assert.Equal("J2", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Order_Survives_AClockThatIsSetBack_R250()
    {
        var clock = new SettableClock(T0);
        await using var store = Fixture.Open(new StoreOptions { TimeProvider = clock });
        await store.Jobs.EnqueueAsync([Job("first")], Cancel);
        clock.Now = T0.AddSeconds(-30);
        var ids = await store.Jobs.EnqueueAsync([Job("second")], Cancel);

        var worker = await TestWorker.Activate(store);
        Assert.Equal("first second", await worker.ClaimNames());
        Assert.True((await store.Jobs.GetAsync(ids, Cancel))[0]!.CreatedAt >= T0);
    }

    [Fact]
    public async Task Claim_ReachesThrough_ManyPages()
    {
        var names = Enumerable.Range(0, 700).Select(number => $"j{number}").ToArray();
        await Store.Jobs.EnqueueAsync([.. names.Select(name => Job(name))], Cancel);

        Assert.Equal(string.Join(' ', names), await (await Worker()).ClaimNames(want: 1_000));
    }

    [Fact]
    public async Task Promotion_TakesAtMostFiveHundredATurn_AndGoesOn()
    {
        await Store.Jobs.EnqueueAsync(
            [.. Enumerable.Range(0, 600).Select(number => Job($"{number}") with { BeginAfter = At(16, 0) })], Cancel);
        Clock.SetUtcNow(At(16, 1));
        var worker = await Worker();

        var turn = await worker.Turn(want: 600);
        Assert.Equal(500, turn.Claimed.Count);
        Assert.Equal(At(16, 0), turn.NextDueAt);
        Assert.Equal(100, (await worker.Claim(want: 600)).Count);
    }

    [Fact]
    public async Task TwoWorkers_NeverGet_TheSameJob_R024()
    {
        var one = await Worker(1);
        var two = await Worker(2);
        await Store.Jobs.EnqueueAsync([.. Enumerable.Range(0, 200).Select(number => Job($"{number}"))], Cancel);

        var turns = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(turn => (turn % 2 == 0 ? one : two).Claim(want: 5)));

        Assert.Equal(200, turns.SelectMany(jobs => jobs).Select(job => job.Key.JobId).Distinct().Count());
    }

    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
