using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What operators ask a store: what comes next, what ended last, who is gone, what time it is.</summary>
public abstract class MonitorContract : StoreContract
{
    private async Task<string> Next(int count = 100, JobFilter? filter = null) =>
        string.Join(' ', (await Store.Jobs.ReadNextAsync(filter ?? new JobFilter(), count, Cancel)).Select(job => job.Name));

    private async Task<string> Last(
        int count = 100, JobFilter? filter = null, DateTimeOffset? since = null, DateTimeOffset? before = null) =>
        string.Join(' ', (await Store.Jobs.ReadLastAsync(filter ?? new JobFilter(), since, before, count, Cancel)).Select(job => job.Name));

    [Fact]
    public async Task Next_IsTheOrderOfOffers_OverAllQueues_ThenThoseWhoseTimeWillCome_R217_R223()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        await AddQuota("db");
        await Store.Jobs.EnqueueAsync(
            [
                Job("much-later") with { Delay = TimeSpan.FromHours(2) },
                Job("later") with { Delay = TimeSpan.FromHours(1), Queue = "mail" },
                Job("a", "db"), Job("b", "db"), Job("c"),
                Job("d") with { Queue = "mail" },
                Job("urgent") with { Priority = 5 },
            ],
            Cancel);

        Assert.Equal("urgent a b c d later much-later", await Next());
        Assert.Equal("urgent a", await Next(count: 2));
        Assert.Equal("d later", await Next(filter: new JobFilter { QueueLike = ["MAIL"] }));
        Assert.Equal("b", await Next(count: 1, new JobFilter { NameLike = ["b"] }));
        Assert.Equal("", await Next(filter: new JobFilter { QueueLike = ["none"] }));
    }

    [Fact]
    public async Task Next_LeavesOutWhatIsInProgress_AndNumbersManyInOrder_R223()
    {
        var worker = await Worker();
        await Add(Job("busy") with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        await worker.Succeed((await worker.ClaimOne())!);
        await worker.Deactivate(); // its callbacks are offered again, but it is not pending
        await Store.Jobs.EnqueueAsync([.. Enumerable.Range(0, 300).Select(number => Job($"{number}"))], Cancel);

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 300)), await Next(count: 1000));
    }

    [Fact]
    public async Task Last_IsTheNewestFirst_AndOfAnIntervalOfTime_R186_R217_R224()
    {
        var worker = await Worker();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await Add(name);
        }

        var jobs = await worker.Claim(want: 3);
        foreach (var index in (int[])[1, 2, 0])
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await worker.Succeed(jobs[index]);
        }

        await Add("pending");

        Assert.Equal("a c b", await Last());
        Assert.Equal("a", await Last(count: 1));
        Assert.Equal("a c", await Last(since: T0.AddSeconds(2)));
        Assert.Equal("b", await Last(before: T0.AddSeconds(2)));
        Assert.Equal("", await Last(filter: new JobFilter { Outcomes = [JobOutcome.Failed] }));
        Assert.Equal("c", await Last(filter: new JobFilter { NameLike = ["c"] }));
    }

    [Fact]
    public async Task Completed_KeepWhoRanThem_R186()
    {
        var worker = await Worker();
        await Add();
        await worker.Succeed((await worker.ClaimOne())!);

        var job = (await Store.Jobs.ReadLastAsync(new JobFilter(), null, null, 1, Cancel)).Single();

        Assert.Equal((worker.Uuid, "main", JobStatus.Completed), (job.Dispatcher!.Value, job.Agent, job.Status));
    }

    [Fact]
    public async Task Forget_GivesWhatWasKnown_AndListsLeaveItOut_R166()
    {
        var worker = await Worker();
        await Add();
        await worker.Succeed((await worker.ClaimOne())!);
        await Refused(ErrorIds.DispatcherRunning, () => Store.Dispatchers.ForgetAsync(worker.Uuid, Cancel));
        await worker.Deactivate();

        var known = await Store.Dispatchers.ForgetAsync(worker.Uuid, Cancel);

        Assert.Equal((worker.Uuid, "here", 42), (known.Uuid, known.Host, known.ProcessId));
        Assert.Empty(await Store.Dispatchers.ListAsync(Cancel));
        Assert.Equal(worker.Uuid, (await Get(1)).Dispatcher);
        await Refused(ErrorIds.DispatcherNotFound, () => Store.Dispatchers.ForgetAsync(worker.Uuid, Cancel));
        await Refused(ErrorIds.DispatcherNotFound, () => Store.Dispatchers.ForgetAsync(Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task Forget_OfOneThatIsSilent_GivesItsJobsBack_R166()
    {
        var dead = await Worker();
        await Add("left");
        await dead.Claim();
        Clock.Advance(TimeSpan.FromSeconds(61));

        await Store.Dispatchers.ForgetAsync(dead.Uuid, Cancel);

        Assert.Equal("left", await (await Worker(2)).ClaimNames());
    }

    [Fact]
    public async Task ForgottenDispatcher_ThatComesBack_IsKnownAgain_R166()
    {
        var worker = await Worker();
        Clock.Advance(TimeSpan.FromSeconds(61));
        await Store.Dispatchers.ForgetAsync(worker.Uuid, Cancel);

        Assert.True((await worker.Ping()).Reactivated);
        Assert.Equal(worker.Uuid, Assert.Single(await Store.Dispatchers.ListAsync(Cancel)).Uuid);
        await worker.Deactivate();
        await Store.Dispatchers.ForgetAsync(worker.Uuid, Cancel);
        await Worker();
        Assert.Single(await Store.Dispatchers.ListAsync(Cancel));
    }

    [Fact]
    public async Task Describe_TellsTheStoresNow_R214()
    {
        Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(T0.AddSeconds(3), (await Store.DescribeAsync(Cancel)).Now);
    }

    [Fact]
    public async Task OneJob_TellsWhoHasItAndOnBehalfOfWhichRun_AlsoWhenItWasTakenAway_R178_R210()
    {
        await AddQuota("db");
        var (first, second) = (await Worker(1), await Worker(2));
        await Add("x", "db");
        var stolen = (await first.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(50));
        await second.Ping();
        Clock.Advance(TimeSpan.FromSeconds(11));
        await second.Ping();
        var claimed = (await second.ClaimOne())!;

        var job = await Get(1);
        Assert.Equal(
            (second.Uuid, "main", "default", "db", 2L, Clock.GetUtcNow()),
            (job.Dispatcher!.Value, job.Agent, job.Queue, job.Quotas.Single(), job.Run, job.StartedAt!.Value));
        Assert.True((await first.StopOrders(stolen)).Single().Stolen);
        var history = (await Store.Jobs.ReadHistoryAsync(1, Cancel))!;
        Assert.Contains(history, move => move.Dispatcher == first.Uuid && move.To == JobStatus.Pending);
        await second.Fail(claimed);
        job = await Get(1);
        Assert.Equal((JobOutcome.Failed, "Boom"), (job.Outcome, job.Error!.ErrorId));
        Assert.Null(await Store.Jobs.ReadHistoryAsync(99, Cancel));
        Assert.Equal([null], await Store.Jobs.GetAsync([99], Cancel));
    }

    [Fact]
    public async Task DispatcherDeclaredDead_ClaimsNothing_BeforeItsPingHasRevivedIt_R150()
    {
        var worker = await Worker();
        await Worker(2);
        await Add("waits");
        Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("", await worker.ClaimNames());
        await worker.Deactivate();
        Assert.Equal("", await worker.ClaimNames());
        Assert.True((await worker.Ping()).Reactivated);
        Assert.Equal("waits", await worker.ClaimNames());
    }

    [Fact]
    public async Task QueueWithoutAnAgent_IsLeftAlone_UntilItHasOne_R150()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        var worker = await Worker();
        await Add(Job("letter") with { Queue = "mail" });

        Assert.Equal("", await worker.ClaimNames());
        await Store.Dispatchers.AddAgentAsync(worker.Uuid, new AgentIdentity("post", "mail", 1), Cancel);
        var agent = (await Store.Dispatchers.ListAsync(Cancel)).Single().Agents.Single(each => each.Queue == "mail");
        var turn = new Turn { DispatcherId = worker.Dispatcher, AgentId = agent.Id, Want = 1 };
        Assert.Equal("letter", (await Store.Runs.TurnAsync(turn, Cancel)).Claimed.Single().Name);
    }
}
