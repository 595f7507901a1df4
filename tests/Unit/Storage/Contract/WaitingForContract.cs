using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>
/// "Why is it not running?" The specification of <c>WaitingFor</c>: each set-up that keeps a job from running, and the
/// sentence that says so (R013, R223). Where several hold, the first in this order is told: its own time, its queue, its
/// quotas and its state, who could run it, its place in line.
/// </summary>
public abstract class WaitingForContract : StoreContract
{
    [Fact]
    public async Task ItsTimeHasNotCome()
    {
        await Worker();
        var id = await Add(Job() with { BeginAfter = At(18, 0) });

        Assert.Equal("begins at 2006-08-10 18:00:00 UTC", await WaitingFor(id));
    }

    [Fact]
    public async Task ItsNextAttemptHasNotCome()
    {
        var worker = await Worker();
        var id = await Add();
        await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key, at: At(18, 0)));

        Assert.Equal("its next attempt begins at 2006-08-10 18:00:00 UTC", await WaitingFor(id));
    }

    [Fact]
    public async Task AQuotaIsFull_AndTheseJobsFillIt()
    {
        var worker = await Worker();
        await AddQuota("db", 2);
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db"), Job("c", "db")], Cancel);
        await worker.Claim(want: 5);

        Assert.Equal("quota 'db' is full (2 of 2: jobs 1, 2)", await WaitingFor(3));
    }

    [Fact]
    public async Task SeveralQuotasAreFull()
    {
        var worker = await Worker();
        await AddQuota("db", 1);
        await AddQuota("shut", 0);
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "shut", "db")], Cancel);
        await worker.ClaimOne();

        Assert.Equal(
            "quota 'db' is full (1 of 1: job 1); quota 'shut' has the size 0 and admits no job", await WaitingFor(2));
    }

    [Fact]
    public async Task ItsStateIsInUse()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job() with { State = "x" }, Job() with { State = "x" }], Cancel);
        await worker.ClaimOne();

        Assert.Equal("waits for state 'x', used by job 1", await WaitingFor(2));
    }

    [Fact]
    public async Task ItsQueueIsSuspended()
    {
        await Worker();
        var id = await Add();
        await Store.Queues.SetPausedAsync("default", true, Cancel);

        Assert.Equal("queue 'default' is suspended", await WaitingFor(id));
    }

    [Fact]
    public async Task ThereIsNoDispatcherAtAll()
    {
        var id = await Add();

        Assert.Equal("no live dispatcher has an agent for queue 'default'", await WaitingFor(id));
    }

    [Fact]
    public async Task TheDispatcherHasLeft()
    {
        var worker = await Worker();
        await worker.Deactivate();
        var id = await Add();

        Assert.Equal("no live dispatcher has an agent for queue 'default'", await WaitingFor(id));
    }

    [Fact]
    public async Task TheOnlyDispatcherIsDead_AndHasNotBeenHeardSince()
    {
        await Worker();
        var id = await Add();
        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("first in line, begins when a worker is free", await WaitingFor(id));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            "no live dispatcher has an agent for queue 'default'; the last one has been silent since 2006-08-10 15:44:22 UTC",
            await WaitingFor(id));
    }

    [Fact]
    public async Task TheLivingDispatcherServesAnotherQueue()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        await Worker(1, "mail");
        var id = await Add();

        Assert.Equal("no live dispatcher has an agent for queue 'default'", await WaitingFor(id));
    }

    [Fact]
    public async Task ItsAgentWasRemoved()
    {
        var worker = await Worker();
        var id = await Add();
        await Store.Dispatchers.RemoveAgentAsync(worker.Agent, force: false, Cancel);

        Assert.Equal("no live dispatcher has an agent for queue 'default'", await WaitingFor(id));
    }

    [Fact]
    public async Task ItsAgentsHaveTheSizeZero()
    {
        var worker = await Worker();
        var id = await Add();
        await Change(worker, new AgentChange { Size = 0 });
        Assert.Equal("all agents for queue 'default' have the size 0", await WaitingFor(id));

        await Worker(2);
        Assert.Equal("first in line, begins when a worker is free", await WaitingFor(id));
    }

    // The store tells the filters, since it cannot run them; whoever asks evaluates them.
    [Fact]
    public async Task NoFilterAcceptsIt_R184()
    {
        var worker = await Worker();
        var id = await Add();
        Assert.Empty((await Reason(id))!.Filters);
        await Change(worker, new AgentChange { Filter = "f" });

        Assert.Equal(["f"], (await Reason(id))!.Filters);
        Assert.Equal("no agent's filter accepts it", JobReason.NotAccepted);
    }

    // An agent that takes nothing has no say, and neither has a dead one's.
    [Fact]
    public async Task OnlyTheFiltersOfWorkingAgentsCount_R184()
    {
        var worker = await Worker();
        await Change(worker, new AgentChange { Filter = "f", Size = 0 });
        var other = await Worker(2);
        await Change(other, new AgentChange { Filter = "g" });
        var id = await Add();

        Assert.Equal(["g"], (await Reason(id))!.Filters);
    }

    [Fact]
    public async Task ItsAgentsAreFull()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job(), 4)], Cancel);
        await worker.Claim(want: 3);

        Assert.Equal("first in line, begins when a worker is free", await WaitingFor(4));
    }

    [Fact]
    public async Task OthersAreBeforeIt_ThoseWhoCannotRunLeftOut()
    {
        await Worker();
        await AddQuota("shut", 0);
        await Add("blocked", "shut");
        var ids = await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job(), 1_100)], Cancel);
        var last = await Add(Job() with { Priority = -1 });
        await (await Worker(2)).Claim(want: 1);

        Assert.Equal("behind 1 job", await WaitingFor(ids[2]));
        Assert.Equal("behind 812 jobs", await WaitingFor(ids[813]));
        Assert.Equal("behind 1,000+ jobs", await WaitingFor(last));
    }

    [Fact]
    public async Task ItWaitsForAJobThatItReturned_AndForWhatThatWaitsFor()
    {
        var worker = await Worker();
        var outer = await Add("outer");
        var job = (await worker.ClaimOne())!;
        await worker.Settle(TestWorker.Outcome(job.Key) with
        {
            Returned = LinkedJob.To(Job("inner") with { BeginAfter = At(18, 0) }),
        });

        Assert.Equal("waits for job 2: begins at 2006-08-10 18:00:00 UTC", await WaitingFor(outer));
    }

    [Fact]
    public async Task ItWaitsForTheJobsThatItJoins_AndTheseForTheirTurn()
    {
        await Worker();
        var join = await Add(new NewJob
        {
            Call = NewJoin.CallOf(isSerial: true),
            Join = new NewJoin { IsSerial = true, Parts = [LinkedJob.To(Job("a")), LinkedJob.To(Job("b"))] },
        });
        var parts = (await Get(join)).Parts;

        Assert.Equal($"waits for 2 of 2 jobs: {parts[0]}, {parts[1]}", await WaitingFor(join));
        Assert.Equal("first in line, begins when a worker is free", await WaitingFor(parts[0]));
        Assert.Equal($"its turn in join {join} has not come", await WaitingFor(parts[1]));
    }

    [Fact]
    public async Task ItsJobHasNotEnded_AndItIsACallback()
    {
        await Add(Job() with { Callbacks = [new() { Callbacks = [new()] }] });

        Assert.Equal("is a callback and runs when job 1 has ended", await WaitingFor(2));
        Assert.Equal("is a callback and runs when job 1 has ended", await WaitingFor(3));
    }

    [Fact]
    public async Task ItsTurnHasCome_AndTheNextClaimTakesIt()
    {
        var id = await Add(Job() with { BeginAfter = At(15, 45) });
        Clock.SetUtcNow(At(15, 45));
        var worker = await Worker();
        Assert.Equal("due, begins with the next claim", await WaitingFor(id));

        await worker.Claim(0, 1);
        Assert.Equal("claimed by a dispatcher, begins when one of its workers is free", await WaitingFor(id));
    }

    [Fact]
    public async Task NothingKeepsIt_WhenItRunsOrHasEndedOrIsUnknown()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job(), Job()], Cancel);
        await worker.Succeed((await worker.ClaimOne())!);
        await worker.ClaimOne();

        Assert.Equal([null, null, null], await Store.Jobs.ExplainAsync([1, 2, 3], Cancel));
    }

    private async Task<JobReason?> Reason(long id) => (await Store.Jobs.ExplainAsync([id], Cancel))[0];

    private async Task<string?> WaitingFor(long id) => (await Reason(id))?.Text;

    private Task Change(TestWorker worker, AgentChange change) =>
        Store.Dispatchers.ChangeAgentAsync(worker.Agent, change, Cancel);
}
