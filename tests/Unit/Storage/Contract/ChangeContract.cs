using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Changes of pending jobs, and what they do to the order of offers (R009 to R011, R022, R128, R129).</summary>
public abstract class ChangeContract : StoreContract
{
    [Fact]
    public async Task Priority_MovesAReadyJob_AndKeepsItsAge()
    {
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b") with { Priority = 5 }, Job("c")], Cancel);
        await Done(new JobChange { Id = 3, Priority = 5 });
        await Add(Job("d") with { Priority = 5 });
        await Done(new JobChange { Id = 2, Priority = 0 });

        // c is older than d; b has its old age again.
        Assert.Equal("c d a b", await (await Worker()).ClaimNames());
        Assert.Equal(5, (await Get(3)).Priority);
    }

    [Fact]
    public async Task Priority_OfAHeldJob_CountsWhenItIsDue()
    {
        await Add(Job("held") with { Delay = TimeSpan.FromMinutes(1) });
        await Done(new JobChange { Id = 1, Priority = 1 });
        await Add("ready");
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("held ready", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task LaterStart_HoldsAReadyJob_R009()
    {
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b")], Cancel);
        await Done(new JobChange { Id = 1, BeginAfter = At(16, 0) });
        var worker = await Worker();

        Assert.Equal("b", await worker.ClaimNames());
        Assert.Equal((1, 1), ((await Queue()).Held, (await Queue()).Pending));
        Assert.Equal(At(16, 0), (await Get(1)).BeginAfter);
        Clock.SetUtcNow(At(16, 0));
        Assert.Equal("a", await (await Worker(2)).ClaimNames());
    }

    [Fact]
    public async Task EarlierStart_LetsAHeldJobGo_ToTheEndOfTheLine_R011()
    {
        await Add(Job("held") with { BeginAfter = At(18, 0) });
        await Add("ready");

        await Done(new JobChange { Id = 1, Delay = TimeSpan.Zero });

        Assert.Equal("ready held", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task AnotherStart_OfAHeldJob_ChangesWhenItIsDue()
    {
        await Store.Jobs.EnqueueAsync(
            [Job("a") with { BeginAfter = At(16, 0) }, Job("b") with { BeginAfter = At(17, 0) }], Cancel);
        await Done(new JobChange { Id = 1, BeginAfter = At(18, 0) });
        Clock.SetUtcNow(At(17, 30));

        Assert.Equal("b", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task BeginBy_CountsFromTheStart_AndCanBeTakenAway_R044()
    {
        await Store.Jobs.EnqueueAsync([Job("short"), Job("moved"), Job("free") with { BeginBy = TimeSpan.Zero }], Cancel);
        await Done(new JobChange { Id = 1, BeginBy = TimeSpan.FromMinutes(1) });
        await Done(new JobChange
        {
            Id = 2, BeginAfter = T0.AddMinutes(5), BeginBy = TimeSpan.FromMinutes(10),
        });
        await Done(new JobChange { Id = 3, RemovesBeginBy = true });
        Clock.Advance(TimeSpan.FromMinutes(14));

        Assert.Equal("free moved", await (await Worker()).ClaimNames());
        Assert.Equal(ErrorIds.JobExpired, (await Get(1)).Error!.ErrorId);
        Assert.Equal((null, TimeSpan.FromMinutes(10)), ((await Get(3)).BeginBy, (await Get(2)).BeginBy));
    }

    [Fact]
    public async Task Quotas_MoveTheJobToTheirLane_AndKeepItsAge_R128()
    {
        await AddQuota("db");
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b", "db"), Job("c", "db"), Job("d")], Cancel);
        await Done(new JobChange { Id = 1, Quotas = ["DB"] });
        await Done(new JobChange { Id = 3, Quotas = [] });

        Assert.Equal("a c d", await (await Worker()).ClaimNames());
        Assert.Equal(("db", 0), ((await Get(1)).Quotas.Single(), (await Get(3)).Quotas.Count));
    }

    [Fact]
    public async Task UnknownQuota_LeavesTheJobAsItWas_R128()
    {
        await AddQuota("db");
        await Add("a", "db");

        await RefusedAs(ErrorIds.QuotaNotFound, new JobChange { Id = 1, Quotas = ["nope"], Priority = 9, Name = "b" });

        var job = await Get(1);
        Assert.Equal(("a", 0, "db"), (job.Name, job.Priority, job.Quotas.Single()));
    }

    [Fact]
    public async Task AnotherQueue_TakesTheJob_ToTheEndOfItsLine()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await Add(Job("moved") with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        await Add(Job("there") with { Queue = "other" });

        await Done(new JobChange { Id = 1, Queue = "OTHER" });

        Assert.Equal((0, 2), ((await Queue()).Pending, (await Queue("other")).Pending));
        var worker = await Worker(1, "other");
        Assert.Equal("there moved", await worker.ClaimNames());
        Assert.Equal("other", (await Get(1)).Queue);
        Assert.Equal("other", (await Get(2)).Queue);
        Assert.Equal(SettleVerdict.CallbacksDue, (await worker.Settle(TestWorker.Outcome(new RunKey(1, 1)))).Verdict);
    }

    [Fact]
    public async Task AnotherQueue_NeedsTheJobsQuotas()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await AddQuota("db");
        await Add("a", "db");

        await RefusedAs(ErrorIds.QueueNotFound, new JobChange { Id = 1, Queue = "nope" });
        await RefusedAs(ErrorIds.QuotaNotFound, new JobChange { Id = 1, Queue = "other" });
        await Done(new JobChange { Id = 1, Queue = "other", Quotas = [] });

        Assert.Equal("a", await (await Worker(1, "other")).ClaimNames());
    }

    [Fact]
    public async Task State_StaysWithTheJob()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await Store.Jobs.EnqueueAsync([Job("a") with { State = "x" }, Job("b") with { State = "x" }], Cancel);
        await Done(new JobChange { Id = 2, Queue = "other", Quotas = [] });

        Assert.Equal("a", await (await Worker()).ClaimNames());
        Assert.Empty(await (await Worker(2, "other")).Claim());
    }

    [Fact]
    public async Task RemovedState_DoesNotComeBack_WithOtherQuotas()
    {
        await AddQuota("db");
        await Add(Job("a") with { State = "x" });
        await Store.States.ChangeAsync([new StateChange { Name = "x", IsRemoval = true, Force = true }], Cancel);

        await Done(new JobChange { Id = 1, Quotas = ["db"] });

        Assert.Null(await Store.States.ReadAsync("x", Cancel));
    }

    [Fact]
    public async Task NameAndTags_AreFoundByTheirNewValues()
    {
        await Add(Job("old") with { Tags = ["red", "blue"] });

        await Done(new JobChange { Id = 1, Name = "new", Tags = ["green"] });

        Assert.Empty(await Store.Jobs.ReadAsync(new JobFilter { NameLike = ["old"] }, new JobPage(10), Cancel));
        Assert.Empty(await Store.Jobs.ReadAsync(new JobFilter { Tags = ["red"] }, new JobPage(10), Cancel));
        var filter = new JobFilter { NameLike = ["NEW"], Tags = ["green"] };
        Assert.Equal(["green"], Assert.Single(await Store.Jobs.ReadAsync(filter, new JobPage(10), Cancel)).Tags);
        await Done(new JobChange { Id = 1, Name = string.Empty, Tags = [] });
        Assert.Null((await Get(1)).Name);
        Assert.Empty((await Get(1)).Tags);
    }

    [Fact]
    public async Task InterruptedJob_StaysFirstInLine_WithItsSlots_R022_R137()
    {
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("j", "one"), Job("k", "one")], Cancel);
        var worker = await Worker();
        await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key, interruption: true));

        await Done(new JobChange { Id = 1, Priority = -7 });

        Assert.Equal([1], (await Quota("one")).Jobs);
        Assert.Equal("j", await worker.ClaimNames());
    }

    [Theory]
    [InlineData("quotas")]
    [InlineData("later")]
    [InlineData("queue")]
    public async Task InterruptedJob_GivesItsSlotsBack_WhenItNeedsThemNoMore(string how)
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await AddQuota("one");
        await Store.Jobs.EnqueueAsync([Job("j", "one"), Job("k", "one")], Cancel);
        var worker = await Worker();
        await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key, interruption: true));

        await Done(how switch
        {
            "quotas" => new JobChange { Id = 1, Quotas = [] },
            "later" => new JobChange { Id = 1, Delay = TimeSpan.FromHours(1) },
            _ => new JobChange { Id = 1, Queue = "other", Quotas = [] },
        });

        Assert.Equal(how == "quotas" ? "j k" : "k", await worker.ClaimNames());
        Assert.Equal([2], (await Quota("one")).Jobs);
    }

    [Theory]
    [InlineData("running")]
    [InlineData("callbacks")]
    [InlineData("completed")]
    [InlineData("callback")]
    public async Task JobThatIsNotPending_IsRefused_R129(string where)
    {
        await Add(Job("a") with { Callbacks = where == "completed" ? [] : [new NewCallback { OnSuccess = Call() }] });
        var worker = await Worker();
        if (where != "callback")
        {
            var job = (await worker.ClaimOne())!;
            if (where != "running")
            {
                await worker.Succeed(job);
            }
        }

        var refusal = await RefusedAs(
            ErrorIds.JobStatusInvalid, new JobChange { Id = where == "callback" ? 2 : 1, Priority = 3 });

        Assert.Contains(
            where == "callback" ? "callback" : $"{await StatusOf(1)}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachJob_IsChangedByItself()
    {
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b")], Cancel);

        var refusals = await Store.Jobs.ChangeAsync(
            [
                new JobChange { Id = 1, Priority = 1 },
                new JobChange { Id = 99, Priority = 1 },
                new JobChange { Id = 2, BeginBy = TimeSpan.FromSeconds(-1) },
                new JobChange { Id = 2, Priority = 2 },
            ],
            Cancel);

        Assert.Equal(
            [null, ErrorIds.JobNotFound, ErrorIds.ArgumentInvalid, null], refusals.Select(refusal => refusal?.ErrorId));
        Assert.Equal("b a", await (await Worker()).ClaimNames());
    }

    private async Task Done(JobChange change) => Assert.Null((await Store.Jobs.ChangeAsync([change], Cancel)).Single());

    private async Task<AsyncEngineException> RefusedAs(string errorId, JobChange change)
    {
        var refusal = (await Store.Jobs.ChangeAsync([change], Cancel)).Single()!;
        Assert.Equal(errorId, refusal.ErrorId);
        return refusal;
    }
}
