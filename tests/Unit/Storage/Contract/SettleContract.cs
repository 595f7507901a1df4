using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Settles: the fence, outcomes, ways back to the queue, and what a call brings with it (T6, T9, R065).</summary>
public abstract class SettleContract : StoreContract
{
    private protected override StoreOptions Options => new() { TimeProvider = Clock, MaxResultBytes = 100_000 };

    [Fact]
    public async Task Success_IsStored_WithItsResult_R053_R054()
    {
        var worker = await Worker();
        var id = await Add();
        var job = (await worker.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(5));

        var settled = await worker.Settle(TestWorker.Outcome(job.Key, result: Bytes(7, 8)) with
        {
            StartedAt = T0,
            EndedAt = T0.AddSeconds(4),
            HadErrors = true,
            ExitCode = 3,
        });

        Assert.Equal(SettleVerdict.Done, settled.Verdict);
        var record = await Get(id);
        Assert.Equal(JobStatus.Completed, record.Status);
        Assert.Equal(JobOutcome.Succeeded, record.Outcome);
        Assert.Equal([7, 8], record.Result.Bytes.ToArray());
        Assert.Null(record.Error);
        Assert.True(record.HadErrors);
        Assert.Equal(3, record.ExitCode);
        Assert.Equal(T0, record.StartedAt);
        Assert.Equal(T0.AddSeconds(4), record.EndedAt);
        Assert.Equal(T0.AddSeconds(5), record.CompletedAt);
        Assert.Equal(worker.Uuid, record.Dispatcher);
        Assert.Equal("main", record.Agent);
        Assert.Equal(1, record.Attempt);
        Assert.Equal(1, record.Run);
    }

    [Fact]
    public async Task Failure_IsStored_WithItsCauses_R083()
    {
        var worker = await Worker();
        var id = await Add();
        var job = (await worker.ClaimOne())!;
        var error = new JobError
        {
            ErrorId = "Outer",
            Message = "it \"broke\"\nin two lines, ü",
            Type = "System.InvalidOperationException",
            ScriptStackTrace = "at <ScriptBlock>, <No file>: line 1",
            Position = "line 1 char 2",
            StackTrace = "at Demo.Work()",
            Record = Bytes(0, 1, 255),
            Inner = new JobError { ErrorId = "Inner", Message = "$type: evil" },
        };

        await worker.Settle(TestWorker.Outcome(job.Key, JobOutcome.Failed, Bytes(1), error));

        var record = await Get(id);
        Assert.Equal(JobOutcome.Failed, record.Outcome);
        Assert.Equal([1], record.Result.Bytes.ToArray());
        Assert.Equal(error with { Record = default }, record.Error! with { Record = default });
        Assert.Equal([0, 1, 255], record.Error!.Record.Bytes.ToArray());
    }

    [Fact]
    public async Task LargeResult_ComesBack()
    {
        var worker = await Worker();
        var id = await Add();
        var result = new byte[100_000];
        new Random(1).NextBytes(result);

        await worker.Succeed((await worker.ClaimOne())!, new Payload(result));

        Assert.Equal(result, (await Get(id)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task Settle_IsRefused_TheSecondTime_R034()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;
        await worker.Succeed(job);

        Assert.Equal(SettleVerdict.Reassigned, (await worker.Fail(job)).Verdict);
        Assert.Equal(JobOutcome.Succeeded, (await Get(1)).Outcome);
    }

    [Fact]
    public async Task Settle_IsRefused_ByTheFence_R062()
    {
        var worker = await Worker(1);
        var other = await Worker(2);
        await Add();
        var job = (await worker.ClaimOne())!;

        Assert.Equal(SettleVerdict.Reassigned, (await other.Succeed(job)).Verdict);
        var stale = job.Key with { Run = job.Key.Run - 1 };
        Assert.Equal(SettleVerdict.Reassigned, (await worker.Settle(TestWorker.Outcome(stale))).Verdict);
        Assert.Equal(SettleVerdict.Reassigned, (await worker.Settle(TestWorker.Outcome(new RunKey(99, 1)))).Verdict);
        Assert.Equal(JobStatus.Active, await StatusOf(1));
    }

    [Fact]
    public async Task RefusedSettle_WritesNothing_AndOthersGoThrough_R087()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b"), Job("c")], Cancel);
        var claimed = await worker.Claim(want: 3);
        var added = await Store.Jobs.ReserveIdsAsync(1, Cancel);

        var turn = await worker.Turn(
            0,
            0,
            TestWorker.Outcome(claimed[0].Key),
            TestWorker.Outcome(claimed[1].Key) with { AddedJobs = [Job() with { Id = added, Queue = "gone" }] },
            TestWorker.Outcome(claimed[2].Key));

        Assert.Equal(
            [SettleVerdict.Done, SettleVerdict.Refused, SettleVerdict.Done],
            turn.Settled.Select(settled => settled.Verdict));
        Assert.Equal(ErrorIds.QueueNotFound, turn.Settled[1].Refusal!.ErrorId);
        Assert.Equal(JobStatus.Active, await StatusOf(2));
        Assert.Null(await StatusOf(added));
        Assert.Equal(SettleVerdict.Done, (await worker.Fail(claimed[1])).Verdict);
    }

    [Fact]
    public async Task Settle_IsRefused_WhenResultIsTooLarge()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Succeed(job, new Payload(new byte[100_001]));

        Assert.Equal(ErrorIds.PayloadTooLarge, settled.Refusal!.ErrorId);
        Assert.Equal(JobStatus.Active, await StatusOf(1));
    }

    [Fact]
    public async Task Settle_IsRefused_WithoutOutcomeOrWayBack()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        var settled = await worker.Settle(TestWorker.Outcome(job.Key) with { Outcome = null });

        Assert.Equal(ErrorIds.ArgumentInvalid, settled.Refusal!.ErrorId);
    }

    [Fact]
    public async Task AddedJobs_AppearWithTheSettle_R065()
    {
        var worker = await Worker();
        await AddQuota("db");
        await Add("adder");
        var job = (await worker.ClaimOne())!;
        var first = await Store.Jobs.ReserveIdsAsync(3, Cancel);
        await Add("outside");
        await Store.Quotas.RemoveAsync("default", "db", Cancel);

        await worker.Settle(TestWorker.Outcome(job.Key) with
        {
            AddedJobs =
            [
                Job("one") with { Id = first, Tags = ["t"] },
                Job("two", "db") with { Id = first + 1 },
                Job("held") with { Id = first + 2, Delay = TimeSpan.FromHours(1) },
            ],
        });

        // Lower ids, but added later than the one from outside; a quota that is gone is ignored.
        Assert.Equal("outside one two", await worker.ClaimNames());
        Assert.Equal(["t"], (await Get(first)).Tags);
        Assert.Equal(JobStatus.Pending, await StatusOf(first + 2));
    }

    [Fact]
    public async Task Requeue_Now_IsFirstInLine_R121()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("j"), Job("next")], Cancel);
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, at: T0.AddYears(-6)));

        var record = await Get(1);
        Assert.Equal(JobStatus.Pending, record.Status);
        Assert.Equal(T0, record.BeginAfter);
        Assert.Null(record.StartedAt);
        Assert.Equal("j next", await worker.ClaimNames());
    }

    [Fact]
    public async Task Requeue_Later_WaitsUntilThen_R121()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("j"), Job("next")], Cancel);
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, at: At(16, 44, 22)));

        Assert.Equal(At(16, 44, 22), (await Get(1)).BeginAfter);
        Assert.Equal("next", await worker.ClaimNames());
        Clock.SetUtcNow(At(16, 44, 22));
        Assert.Equal("j", await (await Worker(2)).ClaimNames());
    }

    [Fact]
    public async Task Requeue_Later_GoesBackToItsPriority_R121()
    {
        var worker = await Worker();
        await Add(Job("urgent") with { Priority = 1 });
        var job = (await worker.ClaimOne())!;
        await worker.Settle(TestWorker.Back(job.Key, at: T0.AddMinutes(1)));
        await Add("plain");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.Ping();

        Assert.Equal("urgent plain", await worker.ClaimNames());
    }

    [Theory]
    [InlineData(true, false, 2, 0)]
    [InlineData(false, true, 2, 1)]
    [InlineData(false, false, 1, 0)]
    public async Task Requeue_Counts_WhatItIsToldTo_R116(bool attempt, bool interruption, int attempts, int interruptions)
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Back(job.Key, null, attempt, interruption));

        var again = (await worker.ClaimOne())!;
        Assert.Equal(attempts, again.Attempt);
        Assert.Equal(interruptions, again.Interruptions);
        Assert.Equal(2, again.Key.Run);
    }

    [Fact]
    public async Task Requeue_OfAJobThatWasAskedToStop_EndsIt()
    {
        var worker = await Worker();
        await AddQuota("one");
        await Add("j", "one");
        var job = (await worker.ClaimOne())!;
        await Store.Jobs.StopAsync([1], Cancel);

        await worker.Settle(TestWorker.Back(job.Key));

        var record = await Get(1);
        Assert.Equal(JobOutcome.Cancelled, record.Outcome);
        Assert.Equal(ErrorIds.JobCancelled, record.Error!.ErrorId);
        Assert.Equal(0, (await Quota("one")).Used);
    }

    [Fact]
    public async Task LastOutput_AppearsWithTheSettle()
    {
        var worker = await Worker();
        await Add();
        var job = (await worker.ClaimOne())!;

        await worker.Settle(TestWorker.Outcome(job.Key) with
        {
            Output = new LiveOutput { Key = job.Key, Chunks = [new byte[] { 1 }], Progress = new JobProgress("a", null, 9) },
        });

        Assert.Equal([1], Assert.Single(await Store.Live.ReadStreamAsync(1, 0, 10, Cancel)).Bytes.ToArray());
        Assert.Equal(9, (await Get(1)).Progress!.PercentComplete);
    }

    [Fact]
    public async Task Turn_SettlesAndClaims_InOneStep_R152()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b")], Cancel);
        var job = (await worker.ClaimOne())!;

        var turn = await worker.Turn(1, 0, TestWorker.Outcome(job.Key));

        Assert.Equal(SettleVerdict.Done, turn.Settled[0].Verdict);
        Assert.Equal("b", turn.Claimed[0].Name);
        Assert.Equal(T0, turn.Now);
    }
}
