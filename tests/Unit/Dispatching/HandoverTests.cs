using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What an agent's next turn brings of jobs with quotas that no worker has begun (docs/adr/0023).</summary>
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
