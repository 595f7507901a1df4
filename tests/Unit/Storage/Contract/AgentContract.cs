using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Agents that come, change and go, and claims of chosen jobs (R154, R181 to R191).</summary>
public abstract class AgentContract : StoreContract
{
    [Fact]
    public async Task AddAgent_IsListed_WithItsRules_R154_R191()
    {
        var worker = await Worker();
        await Store.Queues.CreateAsync(["mail"], null, Cancel);

        await Store.Dispatchers.AddAgentAsync(
            worker.Uuid, new AgentIdentity("heavy", "MAIL", 1) { Rules = new AgentRules("f", "p") }, Cancel);

        var agent = (await Agents()).Single(each => each.Name == "heavy");
        Assert.Equal(("mail", 1, "f", "p"), (agent.Queue, agent.Size, agent.Filter, agent.Preference));
    }

    [Fact]
    public async Task Agents_KeepHowTheirScriptsAreRun_AndLeaveItWhereItIsNotNamed_R182()
    {
        var worker = await Worker();
        await Store.Dispatchers.AddAgentAsync(
            worker.Uuid,
            new AgentIdentity("apart", "default", 1) { Runner = new AgentRunner("Process", 5L << 30) },
            Cancel);
        var agents = await Agents();
        Assert.Equal(AgentRunner.Default, agents.Single(each => each.Name == "main").Runner);
        Assert.Equal(new AgentRunner("Process", 5L << 30), agents.Single(each => each.Name == "apart").Runner);

        await Change(worker, new AgentChange { Isolation = "Process", MaxMemory = 7 });
        await Change(worker, new AgentChange { Size = 2 });
        Assert.Equal(new AgentRunner("Process", 7), (await Agents()).Single(each => each.Name == "main").Runner);

        await Change(worker, new AgentChange { Isolation = string.Empty, MaxMemory = 0 });
        Assert.Equal(AgentRunner.Default, (await Agents()).Single(each => each.Name == "main").Runner);
    }

    [Fact]
    public async Task AddAgent_IsRefused_WhenNameQueueOrDispatcherForbidIt_R181()
    {
        var worker = await Worker();

        await Refused(ErrorIds.AgentExists, () => Add(worker.Uuid, "MAIN"));
        await Refused(ErrorIds.QueueNotFound, () => Add(worker.Uuid, "x", "nowhere"));
        await Refused(ErrorIds.DispatcherNotFound, () => Add(TestWorker.UuidOf(9), "x"));
        await worker.Deactivate();
        await Refused(ErrorIds.DispatcherNotFound, () => Add(worker.Uuid, "x"));
    }

    [Fact]
    public async Task ChangeAgent_LeavesWhatIsNotNamed_AndTakesScriptsAway_R182()
    {
        var worker = await Worker();
        await Change(worker, new AgentChange { Filter = "f", Preference = "p" });
        await Change(worker, new AgentChange { Size = 7 });
        var agent = Assert.Single(await Agents());
        Assert.Equal((7, "f", "p"), (agent.Size, agent.Filter, agent.Preference));

        await Change(worker, new AgentChange { Filter = string.Empty });

        agent = Assert.Single(await Agents());
        Assert.Equal((7, null, "p"), (agent.Size, agent.Filter, agent.Preference));
    }

    [Fact]
    public async Task RemoveAgent_IsRefused_WhileItHoldsJobs_R188()
    {
        var worker = await Worker();
        await Add("a");
        var job = (await worker.ClaimOne())!;

        await Refused(ErrorIds.AgentNotEmpty, () => Store.Dispatchers.RemoveAgentAsync(worker.Agent, false, Cancel));
        await Store.Dispatchers.RemoveAgentAsync(worker.Agent, true, Cancel);

        Assert.Empty(await Agents());
        Assert.Equal(SettleVerdict.Done, (await worker.Succeed(job)).Verdict);
        await Add("b");
        Assert.Empty(await worker.Claim());
        await Refused(ErrorIds.AgentNotFound, () => Store.Dispatchers.RemoveAgentAsync(worker.Agent, true, Cancel));
    }

    [Fact]
    public async Task Candidates_AreThoseThatCouldBeClaimed_InOfferOrder_R010_R184()
    {
        var worker = await Worker();
        await AddQuota("full", 0);
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync(
            [
                Job("a"), Job("blocked", "full"), Job("b", "one"), Job("c", "one"),
                Job("first") with { Priority = 5 }, Job("later") with { BeginAfter = T0.AddHours(1) },
            ],
            Cancel);

        var page = await Candidates(worker, 10);

        Assert.Equal([5, 1, 3, 4], page.Jobs);
        Assert.Null(page.Next);
        Assert.Equal(6, (await Queue()).Pending);
    }

    [Fact]
    public async Task Candidates_ComeInPages()
    {
        var worker = await Worker();
        await AddQuota("q", 9);
        await Store.Jobs.EnqueueAsync(
            [.. Enumerable.Range(0, 7).Select(index => index % 2 == 0 ? Job() : Job(null, "q"))], Cancel);

        var seen = new List<long>();
        CandidatePlace? place = null;
        do
        {
            var page = await Store.Runs.ReadCandidatesAsync(worker.Agent, place, 3, Cancel);
            seen.AddRange(page.Jobs);
            place = page.Next;
        }
        while (place is not null);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], seen);
    }

    [Fact]
    public async Task RemovedAgent_IsRemembered_ByTheJobsThatItHad_R216()
    {
        var worker = await Worker();
        var done = await Add("done");
        await worker.Succeed((await worker.ClaimOne())!);
        await Store.Dispatchers.RemoveAgentAsync(worker.Agent, force: false, Cancel);
        Assert.Equal("main", (await Get(done)).Agent);

        // Nobody inherits its jobs, though the name may be used again.
        await Add(worker.Uuid, "other");
        Assert.Equal("main", (await Get(done)).Agent);
        Assert.Equal([done], await Of("MAI"));
        Assert.Empty(await Of("other"));

        async Task<IReadOnlyList<long>> Of(string agent) =>
            [.. (await Store.Jobs.ReadAsync(
                new JobFilter { AgentLike = [agent + "*"] }, new JobPage(10, null, false), Cancel)).Select(job => job.Id)];
    }

    [Fact]
    public async Task ClaimChosen_TakesTheChosenJobs_AsFarAsTheyCanBeTaken_R135_R184()
    {
        var worker = await Worker();
        var other = await Worker(2);
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b", "one"), Job("c", "one"), Job("d")], Cancel);
        Assert.Equal("a", (await other.ClaimOne())!.Name);

        var claimed = await Choose(worker, 4, 3, 2, 1, 99);

        Assert.Equal(["d", "c"], claimed.Select(job => job.Name));
        Assert.All(claimed, job => Assert.True(job.IsActive));
        Assert.Equal([3], (await Quota("one")).Jobs);
        await worker.Succeed(claimed[1]);
        Assert.Equal("b", await other.ClaimNames());
    }

    [Fact]
    public async Task ClaimChosen_GoesAhead_UpToTheFirstJobThatNeedsAWorker_R184()
    {
        var worker = await Worker();
        await AddQuota("two", 2);
        await Store.Jobs.EnqueueAsync(
            [Job("a", "two"), Job("b"), Job("c"), Job("d"), Job("e", "two"), Job("f")], Cancel);

        var claimed = await Choose(worker, want: 1, ahead: 2, [1, 2, 3, 4]);

        Assert.Equal(["a", "b", "c"], claimed.Select(job => job.Name));
        Assert.Equal([true, false, false], claimed.Select(job => job.IsActive));
        Assert.Equal([false, true, true], claimed.Select(job => job.IsAhead));
        Assert.Equal(["d"], (await Choose(worker, want: 0, ahead: 9, [4, 5, 6])).Select(job => job.Name));
        Assert.Equal(["e", "f"], (await Choose(worker, want: 1, ahead: 9, [5, 6])).Select(job => job.Name));
    }

    [Fact]
    public async Task ClaimChosen_EndsAJob_ThatIsOverdue_R019()
    {
        var worker = await Worker();
        await Add(Job("a") with { BeginBy = TimeSpan.FromSeconds(1) });
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(await Choose(worker, 1));
        Assert.Equal("JobExpired", (await Get(1)).Error?.ErrorId);
    }

    [Fact]
    public async Task ClaimChosen_GivesNothing_OfAnotherQueue()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        var worker = await Worker(1, "mail");
        await Add("a");

        Assert.Empty(await Choose(worker, 1));
    }

    [Fact]
    public async Task Explain_NamesTheFilters_WhenEveryAgentHasOne_R184()
    {
        var worker = await Worker();
        await Add("a");
        Assert.Empty((await Store.Jobs.ExplainAsync([1], Cancel))[0]!.Filters);

        await Change(worker, new AgentChange { Filter = "f" });
        Assert.Equal(["f"], (await Store.Jobs.ExplainAsync([1], Cancel))[0]!.Filters);

        await Add(worker.Uuid, "other");
        Assert.Empty((await Store.Jobs.ExplainAsync([1], Cancel))[0]!.Filters);
    }

    private Task Add(Guid dispatcher, string name, string queue = "default") =>
        Store.Dispatchers.AddAgentAsync(dispatcher, new AgentIdentity(name, queue, 1), Cancel);

    private Task Change(TestWorker worker, AgentChange change) =>
        Store.Dispatchers.ChangeAgentAsync(worker.Agent, change, Cancel);

    private async Task<IReadOnlyList<AgentInfo>> Agents() =>
        Assert.Single(await Store.Dispatchers.ListAsync(Cancel)).Agents;

    private Task<CandidatePage> Candidates(TestWorker worker, int count) =>
        Store.Runs.ReadCandidatesAsync(worker.Agent, null, count, Cancel);

    private Task<IReadOnlyList<ClaimedJob>> Choose(TestWorker worker, params long[] ids) =>
        Choose(worker, want: ids.Length, ahead: 0, ids);

    private async Task<IReadOnlyList<ClaimedJob>> Choose(TestWorker worker, int want, int ahead, long[] ids) =>
        (await Store.Runs.TurnAsync(
            new Turn
            {
                DispatcherId = worker.Dispatcher,
                AgentId = worker.Agent,
                Chosen = ids,
                Want = want,
                Ahead = ahead,
            },
            Cancel)).Claimed;
}
