using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Dispatchers: identity, pings, deaths and rescues (R151, R156 to R162, R185).</summary>
public abstract class DispatcherContract : StoreContract
{
    private async Task<DispatcherInfo> Info(TestWorker worker) =>
        (await Store.Dispatchers.ListAsync(Cancel)).Single(dispatcher => dispatcher.Uuid == worker.Uuid);

    private async Task<bool> IsAlive(TestWorker worker) => (await Info(worker)).Alive;

    /// <summary>Lets time pass while these ping every ten seconds.</summary>
    private async Task Pass(int seconds, params TestWorker[] pinging)
    {
        for (var passed = 0; passed < seconds; passed += 10)
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            foreach (var worker in pinging)
            {
                await worker.Ping();
            }
        }
    }

    [Fact]
    public async Task Activate_IsKnown_WithItsAgents_R156_R181_R226_R191_R225()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        var identity = TestWorker.IdentityOf(7) with
        {
            Agents = [new AgentIdentity("b", "MAIL", 1), new AgentIdentity("a", "default", 5)],
        };
        var registration = await Store.Dispatchers.ActivateAsync(identity, Cancel);

        var info = Assert.Single(await Store.Dispatchers.ListAsync(Cancel));
        Assert.Equal(identity.Uuid, info.Uuid);
        Assert.Equal(("here", 42, "1.0"), (info.Host, info.ProcessId, info.Version));
        Assert.Equal(T0, info.ActivatedAt);
        Assert.Null(info.LastPingAt);
        Assert.True(info.Alive);
        Assert.Equal(["a", "b"], info.Agents.Select(agent => agent.Name));
        Assert.Equal([registration.AgentIds[1], registration.AgentIds[0]], info.Agents.Select(agent => agent.Id));
        Assert.Equal(["default", "mail"], info.Agents.Select(agent => agent.Queue));
    }

    [Fact]
    public async Task Activate_Refuses_ALivingTwin_R151()
    {
        await Worker();
        Clock.Advance(TimeSpan.FromSeconds(60));

        await Refused(ErrorIds.DispatcherRunning, () => Worker());
    }

    [Fact]
    public async Task Activate_TakesOver_FromADeadTwin_R151()
    {
        var dead = await Worker();
        await Add("left");
        var job = (await dead.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(61));

        var worker = await Worker();

        Assert.Equal(dead.Agent, worker.Agent);
        Assert.Equal("left", await worker.ClaimNames());
        Assert.Equal(SettleVerdict.Reassigned, (await worker.Succeed(job)).Verdict);
    }

    [Fact]
    public async Task Activate_DropsAgents_ThatAreNotNamedAnyMore_R155()
    {
        var worker = await Worker();
        await worker.Deactivate();
        await Store.Dispatchers.ActivateAsync(
            TestWorker.IdentityOf(1) with { Agents = [new AgentIdentity("other", "default", 1)] }, Cancel);

        Assert.Equal("other", Assert.Single((await Info(worker)).Agents).Name);
        await Refused(
            ErrorIds.AgentNotFound,
            () => Store.Dispatchers.ChangeAgentAsync(worker.Agent, new AgentChange { Size = 2 }, Cancel));
    }

    [Theory]
    [InlineData(60_000_000, true)]
    [InlineData(60_000_001, false)]
    public async Task Death_ComesAfterTheInterval_NotAtIt_R158(long microseconds, bool alive)
    {
        var worker = await Worker();
        Clock.Advance(TimeSpan.FromMicroseconds(microseconds));

        Assert.Equal(alive, await IsAlive(worker));
    }

    [Fact]
    public async Task Ping_IsWritten_OnlyWhenItIsDue_R157()
    {
        var worker = await Worker();
        await worker.Ping();
        foreach (var (seconds, written) in new[] { (5.0, 0.0), (29.9, 0.0), (30.1, 30.1), (60.0, 30.1), (60.1, 60.1) })
        {
            Clock.SetUtcNow(T0.AddSeconds(seconds));
            await worker.Ping();
            Assert.Equal(T0.AddSeconds(written), (await Info(worker)).LastPingAt);
        }
    }

    [Fact]
    public async Task Ping_Refuses_AnUnknownDispatcher() =>
        await Refused(ErrorIds.DispatcherNotFound, () => Store.Dispatchers.PingAsync(99, Cancel));

    [Fact]
    public async Task ReadAgents_GivesOnesOwn_AndNothing_WhenTheDispatcherIsForgotten_R166()
    {
        var worker = await TestWorker.Activate(Store, 1);
        await TestWorker.Activate(Store, 2);

        var agent = Assert.Single(await Store.Dispatchers.ReadAgentsAsync(worker.Uuid, Cancel) ?? []);
        Assert.Equal((worker.Agent, "main", 3), (agent.Id, agent.Name, agent.Size));
        Assert.Null(await Store.Dispatchers.ReadAgentsAsync(Guid.NewGuid(), Cancel));

        await Store.Dispatchers.DeactivateAsync(worker.Dispatcher, Cancel);
        await Store.Dispatchers.ForgetAsync(worker.Uuid, Cancel);
        Assert.Null(await Store.Dispatchers.ReadAgentsAsync(worker.Uuid, Cancel));
    }

    [Fact]
    public async Task Ping_LooksAtTheNextActiveSibling_R159()
    {
        var workers = new[] { await Worker(1), await Worker(2), await Worker(3), await Worker(4) };
        await workers[2].Deactivate();
        await Pass(60, workers[3]);
        Clock.Advance(TimeSpan.FromSeconds(1));

        // 1 is silent, so 4, whose next is 1, finds it; 2 is found by nobody but 1.
        var found = await workers[3].Ping();

        Assert.Equal(TestWorker.UuidOf(1), found.Rescued);
        Assert.False(await IsAlive(workers[0]));
        Assert.Equal(TestWorker.UuidOf(2), (await workers[3].Ping()).Rescued);
        Assert.Null((await workers[3].Ping()).Rescued);
    }

    [Fact]
    public async Task Ping_CleansOneDeadSibling_ATime_R159()
    {
        var first = await Worker(1);
        await Worker(2);
        await Worker(3);
        await Worker(4);
        await Pass(60, first);
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TestWorker.UuidOf(2), (await first.Ping()).Rescued);
        Assert.Equal(TestWorker.UuidOf(3), (await first.Ping()).Rescued);
        Assert.Equal(TestWorker.UuidOf(4), (await first.Ping()).Rescued);
        Assert.Null((await first.Ping()).Rescued);
    }

    [Fact]
    public async Task Ping_TellsWhenTheSiblingWouldBeDead()
    {
        var first = await Worker(1);
        Assert.Null((await first.Ping()).NextDeathAt);
        await Worker(2);

        Assert.Equal(T0.AddSeconds(60), (await first.Ping()).NextDeathAt);
    }

    [Fact]
    public async Task LatePing_JudgesNobody_UntilTheNext()
    {
        var one = await Worker(1);
        await Worker(2);

        // The machine slept: everybody is late.
        Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null((await one.Ping()).Rescued);
        Assert.Equal(TestWorker.UuidOf(2), (await one.Ping()).Rescued);
    }

    [Fact]
    public async Task Ping_OfADispatcherDeclaredDead_Reactivates_R160()
    {
        var one = await Worker(1);
        var two = await Worker(2);
        await Add("j");
        await Pass(70, one);
        Assert.False(await IsAlive(two));
        Assert.Empty(await two.Claim());

        var ping = await two.Ping();

        Assert.True(ping.Reactivated);
        Assert.True(await IsAlive(two));
        Assert.Equal("j", await two.ClaimNames());
        Assert.False((await two.Ping()).Reactivated);
    }

    [Fact]
    public async Task Claim_NeedsALivingDispatcher_R185()
    {
        var worker = await Worker();
        await Add("j");
        Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(await worker.Claim());
        await worker.Ping();
        Assert.Equal("j", await worker.ClaimNames());
        await worker.Deactivate();
        await Add("k");
        Assert.Empty(await worker.Claim());
    }

    [Fact]
    public async Task Claim_NeedsAnAgent_OfThisDispatcher_R185()
    {
        var one = await Worker(1);
        var two = await Worker(2);
        await Add();

        var turn = await Store.Runs.TurnAsync(
            new Turn { DispatcherId = one.Dispatcher, AgentId = two.Agent, Want = 1 }, Cancel);

        Assert.Empty(turn.Claimed);
    }

    [Fact]
    public async Task Rescue_SortsJobs_ByWhatTheyWereAt_R161_R122()
    {
        var dead = await Worker(1);
        var callback = new NewCallback { Name = "c", OnSuccess = Call() };
        await Store.Jobs.EnqueueAsync(
            [Job("C") with { Callbacks = [callback] }, Job("B"), Job("D"), Job("A"), Job("E")], Cancel);
        var claimed = await dead.Claim(want: 3, ahead: 1);
        await dead.Succeed(claimed[0]);
        await dead.Succeed(claimed[2]);
        var one = await Worker(2);
        await Pass(60, one);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var ping = await one.Ping();

        Assert.Equal(3, ping.RescuedJobs);
        Assert.False(await IsAlive(dead));
        var jobs = await one.Claim(want: 10);

        // Interrupted first, then what waited; what was not begun and what has callbacks left come last, in their order.
        Assert.Equal("B E", string.Join(' ', jobs.Take(2).Select(job => job.Name)));
        Assert.Equal(["A", "C"], jobs.Skip(2).Select(job => job.Name).Order());
        Assert.Equal([1, 0], [jobs[0].Interruptions, jobs[1].Interruptions]);
        var assigned = jobs.Single(job => job.Name == "A");
        Assert.Equal((1, 0), (assigned.Attempt, assigned.Interruptions));
        Assert.Equal("c", Assert.Single(jobs.Single(job => job.Name == "C").CallbacksOnly!).Name);
    }

    [Fact]
    public async Task Rescue_KeepsTheSlot_OfAnInterruptedJob_R137_R123()
    {
        var dead = await Worker(1);
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("j", "one"), Job("j2", "one")], Cancel);
        await dead.Claim();

        await dead.Deactivate();

        Assert.Equal(1, (await Quota("one")).Used);
        Assert.Equal("j", await (await Worker(2)).ClaimNames());
    }

    [Theory]
    [InlineData(RetryPolicyKind.Never, 0)]
    [InlineData(RetryPolicyKind.Common, 9)]
    public async Task Interruption_EndsJob_WhenItsPolicySaysSo_R115_R119(RetryPolicyKind policy, int survived)
    {
        await AddQuota("one");
        var id = await Add(Job("j", "one") with { RetryPolicy = policy });
        for (var interruption = 0; interruption <= survived; interruption++)
        {
            Assert.Equal(JobStatus.Pending, await StatusOf(id));
            var worker = await Worker(1);
            Assert.Equal(interruption, (await worker.ClaimOne())!.Interruptions);
            await worker.Deactivate();
        }

        var job = await Get(id);
        Assert.Equal(JobOutcome.Failed, job.Outcome);
        Assert.Equal(ErrorIds.JobAborted, job.Error!.ErrorId);
        Assert.Equal(survived + 1, job.Attempt);
        Assert.Equal(0, (await Quota("one")).Used);
    }

    [Fact]
    public async Task Interruption_NeverEndsJob_OfPolicyForever_R118()
    {
        var id = await Add(Job() with { RetryPolicy = RetryPolicyKind.Forever });
        for (var interruption = 0; interruption < 15; interruption++)
        {
            var worker = await Worker(1);
            await worker.ClaimOne();
            await worker.Deactivate();
        }

        Assert.Equal(JobStatus.Pending, await StatusOf(id));
    }

    [Fact]
    public async Task Interruption_OfAJobThatWasAskedToStop_EndsIt()
    {
        var worker = await Worker();
        var id = await Add();
        await worker.ClaimOne();
        await Store.Jobs.StopAsync([id], Cancel);

        await worker.Deactivate();

        Assert.Equal(JobOutcome.Cancelled, (await Get(id)).Outcome);
    }

    [Fact]
    public async Task AbortedJob_IsOffered_ForItsCallbacks_R162_R163()
    {
        var worker = await Worker();
        var id = await Add(Job() with
        {
            RetryPolicy = RetryPolicyKind.Never,
            Callbacks = [new NewCallback { OnFailure = Call("sorry") }],
        });
        await worker.ClaimOne();
        await worker.Deactivate();

        Assert.Equal(JobStatus.Callbacks, await StatusOf(id));
        var due = Assert.Single((await (await Worker(2)).ClaimOne())!.CallbacksOnly!);
        Assert.Equal("sorry", due.Call!.Text);
        Assert.Equal(ErrorIds.JobAborted, due.ParentError!.ErrorId);
    }

    [Fact]
    public async Task StopOrders_TellWhatWasStolen_AndWhatIsToEnd_R175()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("fine"), Job("stop"), Job("stolen"), Job("settled")], Cancel);
        var jobs = await worker.Claim(want: 4);
        await Store.Jobs.StopAsync([2], Cancel);
        await worker.Succeed(jobs[3]);
        var stale = jobs[2] with { Key = jobs[2].Key with { Run = 0 } };

        var orders = await worker.StopOrders(jobs[0], jobs[1], stale, jobs[3]);

        Assert.Equal(
            [new StopOrder(jobs[1].Key, false), new StopOrder(stale.Key, true), new StopOrder(jobs[3].Key, true)],
            orders);
    }

    [Fact]
    public async Task ResizeAgent_IsSeen_AndUnknownOnesAreRefused_R182()
    {
        var worker = await Worker();

        await Store.Dispatchers.ChangeAgentAsync(worker.Agent, new AgentChange { Size = 8 }, Cancel);

        Assert.Equal(8, (await Info(worker)).Agents[0].Size);
        await Refused(
            ErrorIds.AgentNotFound,
            () => Store.Dispatchers.ChangeAgentAsync(99, new AgentChange { Size = 8 }, Cancel));
    }

    [Fact]
    public async Task Agents_TellWhatTheyHold_R179_R209()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job(), Job(), Job()], Cancel);
        await worker.Claim(want: 2);

        Assert.Equal([1, 2], (await Info(worker)).Agents[0].Jobs);
    }
}
