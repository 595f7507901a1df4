using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What an agent's next turn brings: jobs with quotas that no worker has begun (docs/adr/0023), and outcomes.</summary>
public class HandoverTests
{
    [Fact]
    public void WhatWaitedTooLong_GoesBack_AndIsNotAskedForAgainInThatTurn()
    {
        var handover = new Handover(new AsyncWake(), TimeSpan.FromTicks(1)) { Capacity = 2 };
        Accept(handover, [1, 2, 3]);
        SpinWait.SpinUntil(() => handover.NextCheck() == TimeSpan.Zero);

        Assert.False(handover.IsDone);
        var plan = handover.Plan()!;

        Assert.Equal([1, 2, 3], plan.GiveBacks.Select(key => key.JobId));
        Assert.Equal(0, plan.SlotsAhead);
        Assert.True(handover.IsDone);
    }

    [Fact]
    public void WhatStillHasTime_Stays_UntilNothingMoreIsToBegin()
    {
        var handover = new Handover(new AsyncWake(), TimeSpan.FromHours(1)) { Capacity = 2 };
        Accept(handover, [1, 2, 3]);

        Assert.Empty(handover.Plan()?.GiveBacks ?? []);
        handover.StopClaiming();
        Assert.Equal([1, 2, 3], handover.Plan()!.GiveBacks.Select(key => key.JobId));
        Assert.True(handover.IsDone);
    }

    [Fact]
    public void Suspended_GivesBackAll_ThatNoWorkerIsAboutToTake()
    {
        var handover = new Handover(new AsyncWake(), TimeSpan.FromHours(1)) { Capacity = 2 };
        Accept(handover, [1, 2, 3], isPaused: true);

        Assert.Equal([3], handover.Plan()!.GiveBacks.Select(key => key.JobId));
    }

    [Fact]
    public void FewOutcomes_WaitForMore_WhileWorkersHaveEnoughToDo()
    {
        var handover = Busy(out var jobs);
        End(handover, jobs.Take(1));

        Assert.Null(handover.Plan());
        Assert.True(handover.NextCheck() > TimeSpan.Zero);
        End(handover, jobs.Skip(1).Take(100));
        Assert.Equal(101, handover.Plan()!.Ended.Count);
    }

    [Fact]
    public void FewOutcomes_GoToTheStore_InAMoment()
    {
        var handover = Busy(out var jobs);
        End(handover, jobs.Take(3));
        TurnPlan? plan = null;

        Assert.True(SpinWait.SpinUntil(() => (plan = handover.Plan()) is not null, TimeSpan.FromMinutes(1)));
        Assert.Equal(3, plan!.Ended.Count);
    }

    [Fact]
    public void Outcome_GoesToTheStoreAtOnce_WhenAWorkerWaitsForIt()
    {
        var handover = Busy(out var jobs);
        End(handover, jobs.Take(1), isAwaited: true);

        Assert.Single(handover.Plan()!.Ended);
    }

    [Fact]
    public void Outcomes_GoToTheStoreAtOnce_WhenNothingMoreIsToBegin()
    {
        var handover = Busy(out var jobs);
        End(handover, jobs.Take(1));
        Assert.Null(handover.Plan());
        handover.StopClaiming();

        Assert.Single(handover.Plan()!.Ended);
    }

    [Fact]
    public void Turn_ThatMayBringJobs_IsNoQuiet()
    {
        var handover = new Handover(new AsyncWake(), TimeSpan.FromHours(1)) { Capacity = 2 };
        var plan = handover.Plan()!;

        Assert.False(handover.IsQuiet);
        handover.Accept(plan, new TurnResult { Settled = [], Claimed = [], Now = DateTimeOffset.UnixEpoch });
        handover.EndTurn();
        Assert.True(handover.IsQuiet);
    }

    /// <summary>One that has run a hundred short jobs, and has five hundred to run.</summary>
    private static Handover Busy(out List<ClaimedJob> jobs)
    {
        var handover = new Handover(new AsyncWake(), TimeSpan.FromHours(1)) { Capacity = 4 };
        jobs = [.. Enumerable.Range(1, 600).Select(id => new ClaimedJob
        {
            Key = new RunKey(id, 1),
            Call = new CallText(CallKind.Method, "Demo.Work()"),
            CreatedAt = DateTimeOffset.UnixEpoch,
            IsAhead = true,
        })];
        Accept(handover, handover.Plan()!, jobs.Take(100));
        End(handover, jobs.Take(100));
        Accept(handover, handover.Plan()!, jobs.Skip(100));
        jobs.RemoveRange(0, 100);
        return handover;
    }

    private static void End(Handover handover, IEnumerable<ClaimedJob> jobs, bool isAwaited = false)
    {
        foreach (var job in jobs)
        {
            Assert.True(handover.Take(wasBusy: false, out var work));
            Assert.Equal(job.Key, work.Job!.Key);
            var run = new JobRun(job, job.Key, "default", null!, DateTimeOffset.UnixEpoch)
            {
                Settlement = new Settlement
                {
                    Key = job.Key,
                    Outcome = JobOutcome.Succeeded,
                    StartedAt = DateTimeOffset.UnixEpoch,
                    EndedAt = DateTimeOffset.UnixEpoch,
                },
                Verdict = isAwaited ? new TaskCompletionSource<SettleResult?>() : null,
            };
            handover.Began(run);
            handover.End(run);
            handover.Leave(wasBusy: true);
            handover.Enter();
        }
    }

    private static void Accept(Handover handover, TurnPlan plan, IEnumerable<ClaimedJob> jobs)
    {
        handover.Accept(plan, new TurnResult
        {
            Settled = [],
            Claimed = [.. jobs],
            MoreReady = true,
            Now = DateTimeOffset.UnixEpoch,
        });
        handover.EndTurn();
    }

    private static void Accept(Handover handover, long[] ids, bool isPaused = false)
    {
        var plan = handover.Plan()!;
        handover.Accept(plan, new TurnResult
        {
            Settled = [],
            Claimed = [.. ids.Select(id => new ClaimedJob
            {
                Key = new RunKey(id, 1),
                Call = new CallText(CallKind.Method, "Demo.Work()"),
                CreatedAt = DateTimeOffset.UnixEpoch,
                HoldsQuota = true,
                IsActive = true,
                IsAhead = true,
            })],
            QueuePaused = isPaused,
            Now = DateTimeOffset.UnixEpoch,
        });
        handover.EndTurn();
    }
}
