using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Jobs that may not begin any more (R019, R020, R046).</summary>
public abstract class ExpiryContract : StoreContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Callbacks_DoNotExpire_WithTheDeadlineOfTheirJob_R078()
    {
        var callback = new NewCallback { Name = "late", OnSuccess = Call("Demo.Then()") };
        await Add(Job() with { BeginBy = TimeSpan.FromSeconds(5), Callbacks = [callback, callback with { Name = "later" }] });
        var dead = await Worker();
        await dead.Succeed((await dead.ClaimOne())!);
        await dead.Deactivate();
        Clock.Advance(Hour);

        Assert.Equal(0, await Store.Jobs.ExpireAsync([1, 2, 3], Cancel));
        var resumed = (await (await Worker(2)).ClaimOne())!;

        Assert.Equal(["late", "later"], resumed.CallbacksOnly!.Select(each => each.Name));
        Assert.Equal(JobOutcome.Succeeded, (await Get(1)).Outcome);
    }

    [Fact]
    public async Task WhatEndsOrComesBack_NeedsNoTaker_R190()
    {
        var dead = await Worker();
        var interrupted = await Add("interrupted");
        await dead.ClaimOne();
        var overdue = await Add(Job("overdue") with { BeginBy = TimeSpan.FromSeconds(5) });
        var idle = await Worker(2);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await idle.Ping();
        Clock.Advance(TimeSpan.FromSeconds(31));

        // The only one that lives takes no job at all.
        Assert.Equal(dead.Uuid, (await idle.Ping()).Rescued);
        Assert.Empty((await idle.Turn(want: 0)).Claimed);

        Assert.Equal(JobStatus.Pending, await StatusOf(interrupted));
        Assert.Equal(ErrorIds.JobExpired, (await Get(overdue)).Error!.ErrorId);
        Assert.Equal((1, 0), ((await Queue()).Pending, (await Queue()).Active));
    }

    [Fact]
    public async Task Expire_EndsNothing_ExactlyAtTheDeadline_R019()
    {
        var id = await Add(Job() with { BeginBy = TimeSpan.FromMinutes(1) });
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, await Store.Jobs.ExpireAsync([id], Cancel));
        Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(1, await Store.Jobs.ExpireAsync([id], Cancel));
    }

    [Fact]
    public async Task Claim_TakesJob_AtItsVeryDeadline_R019()
    {
        await Add(Job("in time") with { BeginBy = TimeSpan.FromSeconds(30) });
        Clock.SetUtcNow(T0.AddSeconds(30));

        Assert.Equal("in time", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Claim_EndsJob_AMicrosecondLater_R019()
    {
        var id = await Add(Job() with { BeginBy = TimeSpan.FromSeconds(30) });
        await Add("next");
        Clock.SetUtcNow(T0.AddSeconds(30).AddMicroseconds(1));

        Assert.Equal("next", await (await Worker()).ClaimNames());
        var job = await Get(id);
        Assert.Equal(JobStatus.Completed, job.Status);
        Assert.Equal(JobOutcome.Failed, job.Outcome);
        Assert.Equal(ErrorIds.JobExpired, job.Error!.ErrorId);
        Assert.Null(job.StartedAt);
        Assert.Equal(0, job.Attempt);
        Assert.Equal(1, (await Queue()).Failed);
    }

    [Fact]
    public async Task Deadline_CountsFromStart_WhenThatLiesAhead()
    {
        await Add(Job("later") with { BeginAfter = At(18, 0), BeginBy = Hour });
        Clock.SetUtcNow(At(19, 0));

        Assert.Equal("later", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Deadline_CountsFromPastStart_R011a()
    {
        var id = await Add(Job() with { BeginAfter = T0.AddDays(-20), BeginBy = Hour });

        Assert.Empty(await (await Worker()).Claim());
        Assert.Equal(ErrorIds.JobExpired, (await Get(id)).Error!.ErrorId);
    }

    [Fact]
    public async Task PastStart_WithoutDeadline_Runs_R045()
    {
        await Add(Job("old") with { BeginAfter = T0.AddDays(-20) });

        Assert.Equal("old", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Deadline_HoldsAgain_AfterAnInterruption_R046()
    {
        var worker = await Worker();
        var id = await Add(Job() with { BeginBy = TimeSpan.FromSeconds(30) });
        var job = (await worker.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(31));

        await worker.Settle(TestWorker.Back(job.Key, interruption: true));

        Assert.Empty(await worker.Claim());
        Assert.Equal(ErrorIds.JobExpired, (await Get(id)).Error!.ErrorId);
    }

    [Fact]
    public async Task Deadline_CountsAnew_WhenJobIsPutOff()
    {
        var worker = await Worker();
        await Add(Job("again") with { BeginBy = TimeSpan.FromSeconds(30) });
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, at: T0.AddSeconds(40)));

        Clock.SetUtcNow(T0.AddSeconds(41));
        Assert.Equal("again", await worker.ClaimNames());
    }

    [Fact]
    public async Task Turn_EndsJobs_BehindFullQuotas_R019()
    {
        await AddQuota("shut", 0);
        var id = await Add(Job(null, "shut") with { BeginBy = TimeSpan.FromSeconds(1) });
        Clock.Advance(TimeSpan.FromSeconds(2));

        await (await Worker()).Turn();

        Assert.Equal(JobStatus.Completed, await StatusOf(id));
        Assert.Equal(0, (await Quota("shut")).Used);
    }

    [Fact]
    public async Task Turn_EndsJobs_OfAnyQueue_R020()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        var id = await Add(Job() with { Queue = "other", BeginBy = TimeSpan.FromSeconds(1) });
        Clock.Advance(TimeSpan.FromSeconds(2));

        await (await Worker()).Turn();

        Assert.Equal(JobStatus.Completed, await StatusOf(id));
    }

    [Fact]
    public async Task Turn_EndsMoreThanItsShare_WhenTheyAreMet()
    {
        var ids = await Store.Jobs.EnqueueAsync(
            [.. Enumerable.Repeat(Job() with { BeginBy = TimeSpan.FromSeconds(1) }, 300), Job("last")], Cancel);
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("last", await (await Worker()).ClaimNames(want: 1));
        Assert.Equal(300, (await Queue()).Failed);
        Assert.Equal(JobStatus.Active, await StatusOf(ids[^1]));
    }

    [Fact]
    public async Task Expire_NeedsNoDispatcher_R020()
    {
        var overdue = await Add(Job() with { BeginBy = TimeSpan.FromSeconds(1) });
        var missed = await Add(Job() with { BeginAfter = At(16, 0), BeginBy = Hour });
        var patient = await Add(Job() with { BeginBy = TimeSpan.FromDays(1) });
        Clock.SetUtcNow(At(17, 30));

        Assert.Equal(2, await Store.Jobs.ExpireAsync([overdue, missed, patient, 999], Cancel));

        Assert.Equal(JobStatus.Completed, await StatusOf(overdue));
        Assert.Equal(JobStatus.Completed, await StatusOf(missed));
        Assert.Equal(JobStatus.Pending, await StatusOf(patient));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallbacksOfOverdueJob_HaveTheirPlaceInLine_InTheTurnThatEndsIt_R010(bool hasQuotas)
    {
        await AddQuota("db");
        var overdue = await Add(Job("overdue") with
        {
            BeginBy = TimeSpan.FromSeconds(1),
            Callbacks = [new NewCallback { OnFailure = Call("lost") }],
        });
        await Add(Job("less urgent", hasQuotas ? ["db"] : []) with { Priority = -1 });
        Clock.Advance(TimeSpan.FromSeconds(2));

        var claimed = (await (await Worker()).Turn(want: 1)).Claimed.Single();

        Assert.Equal(overdue, claimed.Key.JobId);
        Assert.NotNull(claimed.CallbacksOnly);
    }

    [Fact]
    public async Task OverdueJob_IsOffered_ForItsCallbacks()
    {
        var id = await Add(Job() with
        {
            BeginBy = TimeSpan.FromSeconds(1),
            Callbacks = [new NewCallback { OnSuccess = Call("won"), OnFailure = Call("lost") }],
        });
        Clock.Advance(TimeSpan.FromSeconds(2));
        var worker = await Worker();

        // Ended and offered again in the same turn.
        await worker.Turn();
        Assert.Equal(JobStatus.Callbacks, await StatusOf(id));
        Assert.Equal(1, (await Queue()).Callbacks);
        var job = (await worker.ClaimOne())!;

        var due = Assert.Single(job.CallbacksOnly!);
        Assert.Equal("lost", due.Call!.Text);
        Assert.Equal(ErrorIds.JobExpired, due.ParentError!.ErrorId);
        Assert.True(job.IsActive);
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, job.Key.Run, id)));
        Assert.Equal(JobStatus.Completed, await StatusOf(id));
    }

    [Fact]
    public async Task Claim_TellsTheDeadline()
    {
        await Add(Job() with { BeginBy = Hour });

        Assert.Equal(T0 + Hour, (await (await Worker()).ClaimOne())!.ExpiresAt);
    }
}
