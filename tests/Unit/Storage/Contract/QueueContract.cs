using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Queues: names, counts, suspension, removal.</summary>
public abstract class QueueContract : StoreContract
{
    [Fact]
    public async Task List_HasDefault_WhenNew_R003()
    {
        var queue = Assert.Single(await Store.Queues.ListAsync(Cancel));

        Assert.Equal("default", queue.Name);
        Assert.Equal(T0, queue.CreatedAt);
    }

    [Fact]
    public async Task Create_KeepsName_AsItWasWritten_R002()
    {
        await Store.Queues.CreateAsync(["Mail", "alpha"], "for letters", Cancel);

        var queues = await Store.Queues.ListAsync(Cancel);
        Assert.Equal(["alpha", "default", "Mail"], queues.Select(queue => queue.Name));
        Assert.Equal("for letters", queues[2].Description);
    }

    [Theory]
    [InlineData("fresh", "MAIL")]
    [InlineData("twice", "Twice")]
    public async Task Create_CreatesNone_WhenOneExists_R002(params string[] names)
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);

        var refusal = await Refused(ErrorIds.QueueExists, () => Store.Queues.CreateAsync(names, null, Cancel));

        Assert.Equal(names[1], refusal.Target);
        Assert.Equal(2, (await Store.Queues.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Create_Refuses_EmptyName() =>
        await Refused(ErrorIds.ArgumentInvalid, () => Store.Queues.CreateAsync([" "], null, Cancel));

    [Fact]
    public async Task Enqueue_FindsQueue_WithoutRegardToCase()
    {
        await Store.Queues.CreateAsync(["Mail"], null, Cancel);

        var id = await Add(Job() with { Queue = "mAIL" });

        Assert.Equal("Mail", (await Get(id)).Queue);
    }

    [Fact]
    public async Task List_CountsJobs_WhereTheyStand_R013_R219()
    {
        var worker = await Worker();
        await Add(Job("held") with { Delay = TimeSpan.FromHours(1) });
        for (var count = 0; count < 5; count++)
        {
            await Add();
        }

        var claimed = await worker.Claim(want: 3, ahead: 1);
        await worker.Succeed(claimed[0]);
        await worker.Fail(claimed[1]);

        var queue = await Queue();
        Assert.Equal(2, queue.Pending);
        Assert.Equal(1, queue.Held);
        Assert.Equal(1, queue.Active);
        Assert.Equal(1, queue.Assigned);
        Assert.Equal(2, queue.Completed);
        Assert.Equal(1, queue.Failed);
    }

    [Fact]
    public async Task List_TellsSinceWhen_TheOldestWaits()
    {
        Assert.Null((await Queue()).OldestPendingAt);
        await Add();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Add(Job() with { Priority = 5 });

        Assert.Equal(T0, (await Queue()).OldestPendingAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task SetPaused_KeepsJobs_FromBeingClaimed()
    {
        var worker = await Worker();
        await Add("a");
        await Store.Queues.SetPausedAsync("default", true, Cancel);

        var turn = await worker.Turn(want: 1);

        Assert.Empty(turn.Claimed);
        Assert.True(turn.QueuePaused);
        Assert.True((await Queue()).Paused);
        await Store.Queues.SetPausedAsync("DEFAULT", false, Cancel);
        Assert.Equal("a", await worker.ClaimNames());
    }

    [Fact]
    public async Task SetPaused_StillSettles_WhatRuns()
    {
        var worker = await Worker();
        var id = await Add();
        var job = (await worker.ClaimOne())!;
        await Store.Queues.SetPausedAsync("default", true, Cancel);

        await worker.Succeed(job);

        Assert.Equal(JobStatus.Completed, await StatusOf(id));
    }

    [Fact]
    public async Task Verbs_Refuse_UnknownQueue_R002()
    {
        await Refused(ErrorIds.QueueNotFound, () => Store.Queues.RemoveAsync("none", true, Cancel));
        await Refused(ErrorIds.QueueNotFound, () => Store.Queues.SetPausedAsync("none", true, Cancel));
        await Refused(ErrorIds.QueueNotFound, () => Store.Quotas.ListAsync("none", Cancel));
        await Refused(ErrorIds.QueueNotFound, () => Worker(queue: "none"));
    }

    [Fact]
    public async Task Remove_Refuses_Default() =>
        await Refused(ErrorIds.ArgumentInvalid, () => Store.Queues.RemoveAsync("Default", true, Cancel));

    [Fact]
    public async Task Remove_Refuses_WhileJobsAreUnfinished()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        var id = await Add(Job() with { Queue = "mail", Delay = TimeSpan.FromHours(1) });

        await Refused(ErrorIds.QueueNotEmpty, () => Store.Queues.RemoveAsync("mail", false, Cancel));

        Assert.Equal(JobStatus.Pending, await StatusOf(id));
    }

    [Fact]
    public async Task Remove_TakesFinishedJobsAlong()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        var worker = await Worker(queue: "mail");
        var id = await Add(Job() with { Queue = "mail", Tags = ["x"], Arguments = new(new byte[5000]) });
        await worker.Succeed((await worker.ClaimOne())!, new(new byte[5000]));

        await Store.Queues.RemoveAsync("mail", false, Cancel);

        Assert.Null(await StatusOf(id));
        Assert.Single(await Store.Queues.ListAsync(Cancel));
    }

    [Fact]
    public async Task Remove_StealsRunningJobs_WithForce()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        await Store.Quotas.CreateAsync("mail", ["one"], 1, Cancel);
        var worker = await Worker(queue: "mail");
        await Add(Job("running", "one") with { Queue = "mail" });
        await Add(Job("waiting", "one") with { Queue = "mail" });
        var job = (await worker.ClaimOne())!;

        await Store.Queues.RemoveAsync("mail", true, Cancel);

        Assert.True(Assert.Single(await worker.StopOrders(job)).Stolen);
        Assert.Equal(AsyncEngine.Storage.SettleVerdict.Reassigned, (await worker.Succeed(job)).Verdict);
        Assert.Empty(await Store.Quotas.ListAsync(null, Cancel));
        Assert.Empty((await Store.Dispatchers.ListAsync(Cancel))[0].Agents);
    }
}
