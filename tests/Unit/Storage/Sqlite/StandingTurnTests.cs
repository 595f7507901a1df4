using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>Whoever puts a job in line claims it for an agent that waits, in the same transaction (ADR 0020).</summary>
public sealed class StandingTurnTests : StoreContract
{
    [Fact]
    public async Task Add_ClaimsForTheTurn_InOneWriteThatIsNobodyElsesWork()
    {
        var worker = await Worker();
        var standing = Stand(worker);
        var (version, work) = (Store.Signal.Version, Store.Signal.Work.Version);

        var id = await Add();

        Assert.Equal(id, Assert.Single((await standing.Result).Claimed).Key.JobId);
        Assert.Equal((version + 1, work), (Store.Signal.Version, Store.Signal.Work.Version));
        Assert.False(standing.IsWaiting);
        Assert.False(standing.TryWithdraw());
        Assert.Equal(JobStatus.Active, await StatusOf(id));
    }

    [Fact]
    public async Task Add_OfMoreThanTheTurnTakes_IsWorkForOthers()
    {
        var standing = Stand(await Worker());
        var work = Store.Signal.Work.Version;

        await Store.Jobs.EnqueueAsync([Job(), Job()], Cancel);

        Assert.Single((await standing.Result).Claimed);
        Assert.Equal(work + 1, Store.Signal.Work.Version);
    }

    [Fact]
    public async Task TwoTurns_EachTakeOneOfTwoJobs()
    {
        var first = Stand(await Worker(1));
        var second = Stand(await Worker(2));

        var ids = await Store.Jobs.EnqueueAsync([Job(), Job()], Cancel);

        var taken = new[] { await first.Result, await second.Result }.Select(result => result.Claimed.Single().Key.JobId);
        Assert.Equal(ids, taken.Order());
    }

    [Fact]
    public async Task Turn_GoesOnWaiting_WhileNothingIsForIt_R135()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await AddQuota("full", 0);
        var standing = Stand(await Worker());

        await Add(Job() with { Queue = "other" });
        await Add(Job() with { BeginAfter = Clock.GetUtcNow().AddHours(1) });
        await Add(null, "full");
        Assert.True(standing.IsWaiting);

        await Store.Queues.SetPausedAsync("default", true, Cancel);
        await Add();
        Assert.True(standing.IsWaiting);
        Assert.False(standing.Result.IsCompleted);
    }

    [Fact]
    public async Task Turn_OfADispatcherThatIsSilentForTooLong_ClaimsNothing_R185()
    {
        var standing = Stand(await Worker());

        Clock.Advance(TimeSpan.FromSeconds(61));
        var id = await Add();

        Assert.True(standing.IsWaiting);
        Assert.Equal(JobStatus.Pending, await StatusOf(id));
    }

    [Fact]
    public async Task Turn_ThatWasWithdrawn_OrIsNotWanted_ClaimsNothing()
    {
        var worker = await Worker();
        var withdrawn = Stand(worker);
        Assert.True(withdrawn.TryWithdraw());
        var unwanted = Store.Runs.Stand(Want(worker), () => false)!;

        var id = await Add();

        Assert.True(unwanted.IsWaiting);
        Assert.Equal(JobStatus.Pending, await StatusOf(id));
    }

    [Fact]
    public async Task Turn_ThatFails_LeavesTheAddAlone_AndSaysThatThereIsMore()
    {
        var worker = await Worker();
        var failing = Store.Runs.Stand(Want(worker), () => throw new InvalidOperationException("Broken."))!;

        var id = await Add();

        Assert.Empty((await failing.Result).Claimed);
        Assert.True((await failing.Result).MoreReady);
        Assert.Equal(id, (await worker.ClaimOne())!.Key.JobId);
    }

    [Fact]
    public async Task Turn_ClaimsTheFirstInLine_NotTheOneThatCame_R010()
    {
        var worker = await Worker();
        var first = await Add();
        var standing = Stand(worker);

        await Add();

        Assert.Equal(first, Assert.Single((await standing.Result).Claimed).Key.JobId);
    }

    private protected override IStoreFixture CreateFixture() => new SqliteFixture();

    private static Turn Want(TestWorker worker) =>
        new() { DispatcherId = worker.Dispatcher, AgentId = worker.Agent, Want = 1 };

    private IStandingTurn Stand(TestWorker worker) => Store.Runs.Stand(Want(worker), () => true)!;
}
