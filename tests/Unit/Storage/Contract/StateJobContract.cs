using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Jobs that work on a state: one at a time, and with their outcome.</summary>
public abstract class StateJobContract : StateSteps
{
    [Fact]
    public async Task Enqueue_CreatesTheState_Empty()
    {
        await Add(Stateful("New", "job"));

        var state = (await Read("new"))!;
        Assert.True(state.Value.IsEmpty);
        Assert.True(state.Version > 0);
        Assert.Equal("New", (await Get(1)).State);
    }

    [Fact]
    public async Task Claim_BringsTheValueAndItsVersion()
    {
        await Add(Stateful("x", "job"));
        var version = await Write("x", Bytes(5));

        var job = (await (await Worker()).ClaimOne())!;

        Assert.Equal(("x", version), (job.State, job.StateVersion));
        Same(Bytes(5), job.StateValue);
        Assert.True(job.IsActive);
        Assert.True(job.HoldsQuota);
    }

    [Fact]
    public async Task Claim_IsNeverAhead_OfAJobWithState()
    {
        await Store.Jobs.EnqueueAsync([Job("plain"), Stateful("x", "state")], Cancel);

        Assert.Equal("plain", await (await Worker()).ClaimNames(want: 1, ahead: 10));
    }

    [Fact]
    public async Task JobsWithOneState_NeverRunAtOnce_WhateverTheirQueues()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        await Store.Jobs.EnqueueAsync(
            [Stateful("x", "a"), Stateful("X", "b"), Stateful("x", "c") with { Queue = "other" }, Stateful("y", "d")], Cancel);
        var here = await Worker(1);
        var there = await Worker(2, "other");

        Assert.Equal("a d", await here.ClaimNames());
        Assert.Empty(await there.Claim());
        Assert.Equal(1, (await Read("x"))!.UsedBy);

        // Both queues wait for it now, and only one of them has somebody who looks.
        await here.Settle(TestWorker.Outcome(new RunKey(1, 1)));
        Assert.Equal("c", await there.ClaimNames());
        Assert.Empty(await here.Claim());
        await there.Settle(TestWorker.Outcome(new RunKey(3, 1)));
        Assert.Equal("b", await here.ClaimNames());
    }

    [Fact]
    public async Task QueueWithoutAgent_DoesNotKeepTheStateFromAnother()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        var here = await Worker(1);
        var there = await Worker(2, "other");
        await Store.Jobs.EnqueueAsync(
            [Stateful("x", "a"), Stateful("x", "b") with { Queue = "other" }, Stateful("x", "c")], Cancel);
        var first = (await here.ClaimOne())!;
        Assert.Empty(await there.Claim());
        Assert.Empty(await here.Claim());
        await Store.Queues.SetPausedAsync("other", paused: true, Cancel);

        await here.Succeed(first);

        Assert.Equal("c", await here.ClaimNames());
    }

    [Fact]
    public async Task StateAndQuotas_AreNeededTogether_R135()
    {
        var worker = await Worker();
        await AddQuota("x");
        await Store.Jobs.EnqueueAsync(
            [Job("q", "x"), Stateful("x", "both") with { Quotas = ["x"] }, Stateful("x", "state")], Cancel);

        // A quota and a state of one name are two things.
        Assert.Equal("q state", await worker.ClaimNames());
        await worker.Settle(TestWorker.Outcome(new RunKey(1, 1)));
        Assert.Empty(await worker.Claim());
        await worker.Settle(TestWorker.Outcome(new RunKey(3, 1)));

        Assert.Equal("both", await worker.ClaimNames());
        Assert.Equal(["x"], (await Get(2)).Quotas);
    }

    [Fact]
    public async Task NoList_ShowsTheStatesQuota()
    {
        await Store.Jobs.EnqueueAsync([Stateful("x", "a"), Stateful("x", "b")], Cancel);
        await (await Worker()).Claim();

        Assert.Empty(await Store.Quotas.ListAsync(null, Cancel));
        Assert.Empty((await Get(1)).Quotas);
        Assert.Empty(await Store.Jobs.ReadAsync(new JobFilter { Quotas = ["x"] }, new JobPage(10), Cancel));
        await Refused(ErrorIds.QuotaNotFound, () => Add("c", "x"));
        Assert.Equal("waits for state 'x', used by job 1", (await Store.Jobs.ExplainAsync([2], Cancel))[0]?.Text);
    }

    [Fact]
    public async Task Settle_WritesTheState_WithTheOutcome_R065()
    {
        await Add(Stateful("x", "job"));
        var worker = await Worker();
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Settle(TestWorker.Outcome(job.Key) with { StateChanges = [Own(job, Bytes(9))] });

        Assert.Equal(SettleVerdict.Done, settled.Verdict);
        var state = (await Read("x"))!;
        Same(Bytes(9), state.Value);
        Assert.Equal(1, state.ChangedBy);
        Assert.Null(state.UsedBy);
        Assert.True(state.Version > job.StateVersion);
    }

    [Fact]
    public async Task NextJob_FindsWhatTheOneBeforeWrote_InTheSameTurn()
    {
        await Store.Jobs.EnqueueAsync([Stateful("x", "a"), Stateful("x", "b")], Cancel);
        var worker = await Worker();
        var job = (await worker.ClaimOne())!;

        var turn = await worker.Turn(1, 0, TestWorker.Outcome(job.Key) with { StateChanges = [Own(job, Bytes(1))] });

        Same(Bytes(1), Assert.Single(turn.Claimed).StateValue);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("remove")]
    public async Task Settle_IsRefusedWhole_WhenTheStateWasChangedFromOutside_R112(string how)
    {
        await Add(Stateful("x", "job"));
        var worker = await Worker();
        var job = (await worker.ClaimOne())!;
        if (how == "write")
        {
            await Write("x", Bytes(4));
        }
        else
        {
            await Remove("x", force: true);
        }

        var settled = await worker.Settle(TestWorker.Outcome(job.Key) with
        {
            StateChanges = [Own(job, Bytes(9))],
            AddedJobs = [Job("added")],
        });

        Assert.Equal((SettleVerdict.Refused, ErrorIds.StateConflict), (settled.Verdict, settled.Refusal!.ErrorId));
        Assert.Equal(JobStatus.Active, await StatusOf(1));
        Assert.Equal(1, (await Queue()).Active);
        Assert.Equal(0, (await Queue()).Pending);
        Same(how == "write" ? Bytes(4) : default, (await Read("x"))?.Value ?? default);

        // The run is still the worker's: with the right version, or without a change, it is settled.
        Assert.Equal(SettleVerdict.Done, (await worker.Fail(job)).Verdict);
    }

    [Fact]
    public async Task Settle_MayChangeOtherStatesToo()
    {
        await Write("other", Bytes(1));
        await Add(Stateful("x", "job"));
        var worker = await Worker();
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Outcome(job.Key) with
        {
            StateChanges = [Own(job, Bytes(9)), Set("new", Bytes(2)), new StateChange { Name = "other", IsRemoval = true }],
        });

        Same(Bytes(2), (await Read("new"))!.Value);
        Assert.Null(await Read("other"));
    }

    [Fact]
    public async Task JobThatWasInterrupted_KeepsTheState_R137()
    {
        await Store.Jobs.EnqueueAsync([Stateful("x", "a"), Stateful("x", "b")], Cancel);
        var worker = await Worker();
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, interruption: true));

        Assert.Equal(1, (await Read("x"))!.UsedBy);
        Assert.Equal("a", await worker.ClaimNames());
    }

    [Fact]
    public async Task RemovedQueue_LetsItsStatesGo()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        var there = await Worker(2, "other");
        var here = await Worker(1);
        await Store.Jobs.EnqueueAsync([Stateful("x", "a") with { Queue = "other" }, Stateful("x", "b")], Cancel);
        Assert.Single(await there.Claim());
        Assert.Empty(await here.Claim());

        await Store.Queues.RemoveAsync("other", force: true, Cancel);

        Assert.Equal("b", await here.ClaimNames());
    }

    [Fact]
    public async Task OneState_IsExact_UnderManyClaimers()
    {
        await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Stateful("x", "j"), 50)], Cancel);
        var workers = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Worker(number)));

        var claimed = await Task.WhenAll(workers.Select(worker => worker.Claim(want: 10)));

        Assert.Equal(1, claimed.Sum(jobs => jobs.Count));
    }
}
