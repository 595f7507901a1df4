using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What waits for a thread: in which order it is taken, and what goes back.</summary>
public class ReadyWorkTests
{
    private static ClaimedJob Job(long id, bool isAhead = false, bool holdsQuota = false) => new()
    {
        Key = new RunKey(id, 1),
        Call = new CallText(CallKind.Method, "Demo.Work()"),
        CreatedAt = DateTimeOffset.UnixEpoch,
        IsAhead = isAhead,
        HoldsQuota = holdsQuota,
    };

    private static ReadyWork Filled(TimeSpan longestWait)
    {
        var ready = new ReadyWork(longestWait);
        ready.Add(Job(1));
        ready.Add(Job(2, isAhead: true, holdsQuota: true));
        ready.Add(Job(3, holdsQuota: true));
        ready.Add(Job(4, isAhead: true));
        ready.Add(Job(5, isAhead: true, holdsQuota: true));
        return ready;
    }

    private static List<long> TakeAll(ReadyWork ready)
    {
        var ids = new List<long>();
        while (ready.TryTake(jobsToo: true, out var work))
        {
            ids.Add(work.Job!.Key.JobId);
        }

        return ids;
    }

    private static IEnumerable<long> IdsOf(IEnumerable<RunKey> keys) => keys.Select(key => key.JobId);

    [Fact]
    public void Jobs_AreTakenInOrder_WhileThereIsTime()
    {
        var ready = Filled(TimeSpan.FromHours(1));

        Assert.Equal(2, ready.SlotsKept);
        Assert.InRange(ready.UntilLate!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.Empty(ready.TakeLate());
        Assert.Equal([1, 2, 3, 4, 5], TakeAll(ready));
        Assert.Equal((0, 0, (TimeSpan?)null), (ready.Count, ready.SlotsKept, ready.UntilLate));
    }

    [Fact]
    public void LateOnesWithSlots_NeverBegin_AndGoBack()
    {
        var ready = Filled(TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, ready.UntilLate);
        Assert.Equal([1, 3, 4], TakeAll(ready));
        Assert.True(ready.HasLate);
        Assert.Equal(2, ready.Count);
        Assert.Equal([2, 5], IdsOf(ready.TakeLate()));
        Assert.Equal((0, false), (ready.Count, ready.HasLate));
    }

    [Fact]
    public void LateOnesWithSlots_GoBack_AlsoWhenNobodyTakesAny()
    {
        var ready = Filled(TimeSpan.Zero);

        Assert.Equal([2, 5], IdsOf(ready.TakeLate()));
        Assert.Equal([1, 3, 4], TakeAll(ready));
    }

    [Fact]
    public void Surplus_IsWhatNoThreadIsAboutToTake()
    {
        var ready = Filled(TimeSpan.FromHours(1));

        Assert.Equal([3, 4, 5], IdsOf(ready.TakeSurplus(free: 2)));
        Assert.Equal(1, ready.SlotsKept);
        Assert.Equal([1, 2], TakeAll(ready));
    }
}
