using AsyncEngine.Scheduling;
using AsyncEngine.Testing;
using Xunit;

namespace Unit.Scheduling;

public class LongTimerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(1_000)]
    public void Fires_Once_WhenItsTimeHasCome_HoweverFarAwayThatIs(int days)
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var fired = 0;
        using var timer = new LongTimer(clock, TimeSpan.FromDays(days), () => fired++);
        clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromTicks(days));
        Assert.Equal(days == 0 ? 1 : 0, fired);
        clock.Advance(TimeSpan.FromDays(200));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void IsTakenByTheSystemsClock_AlsoWhenItMeansNever()
    {
        using var timer = new LongTimer(TimeProvider.System, TimeSpan.MaxValue, () => Assert.Fail("It has come."));
    }

    [Fact]
    public void Moments_StayWithinWhatThereIs()
    {
        Assert.Equal(DateTimeOffset.MaxValue, Moments.After(DateTimeOffset.UnixEpoch, TimeSpan.MaxValue));
        Assert.Equal(DateTimeOffset.MinValue, Moments.Before(DateTimeOffset.UnixEpoch, TimeSpan.MaxValue));
        Assert.Equal(
            DateTimeOffset.UnixEpoch, Moments.Before(Moments.After(DateTimeOffset.UnixEpoch, TimeSpan.FromDays(9)), TimeSpan.FromDays(9)));
    }

    [Fact]
    public void Doubling_OfNever_StaysAVeryLongTime() =>
        Assert.True(Backoff.Doubling(TimeSpan.MaxValue, 3, chance: 1) > TimeSpan.FromDays(365_000));
}
