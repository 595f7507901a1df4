using AsyncEngine.Storage.Sqlite.Writing;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>What wakes the thread that writes, and what it is told then.</summary>
public sealed class WaitingLineTests
{
    private readonly WaitingLine _line = new();

    [Fact]
    public void Knock_EndsTheWait_AsIfItsTimeWereUp()
    {
        _line.Knock();

        Assert.False(_line.Wait(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Knock_EndsAWaitThatGoesOn()
    {
        var waiting = Task.Factory.StartNew(
            () => _line.Wait(Timeout.InfiniteTimeSpan),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        _line.Knock();

        Assert.False(await waiting);
    }

    [Fact]
    public void Ring_IsAReason_ForOneWaitAlone()
    {
        _line.Knock();
        _line.Ring();

        Assert.True(_line.Wait(Timeout.InfiniteTimeSpan));
        Assert.False(_line.Wait(TimeSpan.Zero));
    }
}
