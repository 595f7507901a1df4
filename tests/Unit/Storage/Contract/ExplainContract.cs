using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Why jobs do not run, in one sentence.</summary>
public abstract class ExplainContract : StoreContract
{
    private async Task<string?> Explain(long id) => (await Store.Jobs.ExplainAsync([id], Cancel))[0]?.Text;

    [Fact]
    public async Task HeldJob_TellsItsStart()
    {
        var id = await Add(Job() with { BeginAfter = At(18, 0) });

        Assert.Equal("begins at 2006-08-10 18:00:00 UTC", await Explain(id));
    }

    [Fact]
    public async Task PutOffJob_TellsItsNextAttempt()
    {
        var worker = await Worker();
        var id = await Add();
        await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key, at: At(18, 0)));

        Assert.Equal("its next attempt begins at 2006-08-10 18:00:00 UTC", await Explain(id));
    }

    [Fact]
    public async Task DueJob_WaitsForTheNextClaim()
    {
        var id = await Add(Job() with { BeginAfter = At(15, 45) });
        Clock.SetUtcNow(At(15, 45));
        await Worker();

        Assert.Equal("due, begins with the next claim", await Explain(id));
    }

    [Fact]
    public async Task JobBehindAFullQuota_TellsWhoHoldsIt()
    {
        var worker = await Worker();
        await AddQuota("db", 2);
        await AddQuota("shut", 0);
        await Store.Jobs.EnqueueAsync([Job("a", "db"), Job("b", "db"), Job("c", "db"), Job("d", "shut", "db")], Cancel);
        await worker.Claim(want: 5);

        Assert.Equal("quota 'db' is full (2 of 2: jobs 1, 2)", await Explain(3));
        Assert.Equal(
            "quota 'db' is full (2 of 2: jobs 1, 2); quota 'shut' has the size 0 and admits no job", await Explain(4));
    }

    [Fact]
    public async Task JobOfASuspendedQueue_TellsThat()
    {
        var id = await Add();
        await Store.Queues.SetPausedAsync("default", true, Cancel);

        Assert.Equal("queue 'default' is suspended", await Explain(id));
    }

    [Fact]
    public async Task JobWithoutALivingDispatcher_TellsThat()
    {
        var id = await Add();
        Assert.Equal("no live dispatcher has an agent for queue 'default'", await Explain(id));
        await Worker();
        Assert.Equal("first in line, begins when a worker is free", await Explain(id));
        Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("no live dispatcher has an agent for queue 'default'", await Explain(id));
    }

    [Fact]
    public async Task JobInLine_CountsThoseBefore()
    {
        await Worker();
        await AddQuota("shut", 0);
        await Add("blocked", "shut");
        var ids = await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job(), 1_100)], Cancel);
        var last = await Add(Job() with { Priority = -1 });
        await (await Worker(2)).Claim(want: 1);

        Assert.Equal("behind 1 job", await Explain(ids[2]));
        Assert.Equal("behind 812 jobs", await Explain(ids[813]));
        Assert.Equal("behind 1,000+ jobs", await Explain(last));
    }

    [Fact]
    public async Task ClaimedJob_WaitsForItsWorker()
    {
        var id = await Add();
        await (await Worker()).Claim(0, 1);

        Assert.Equal("claimed by a dispatcher, begins when one of its workers is free", await Explain(id));
    }

    [Fact]
    public async Task Callback_WaitsForItsJob()
    {
        await Add(Job() with { Callbacks = [new() { Callbacks = [new()] }] });

        Assert.Equal("is a callback and runs when job 1 has ended", await Explain(2));
        Assert.Equal("is a callback and runs when job 1 has ended", await Explain(3));
    }

    [Fact]
    public async Task RunningFinishedAndUnknownJobs_NeedNoReason()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job(), Job()], Cancel);
        await worker.Succeed((await worker.ClaimOne())!);
        await worker.ClaimOne();

        Assert.Equal([null, null, null], await Store.Jobs.ExplainAsync([1, 2, 3], Cancel));
    }
}
