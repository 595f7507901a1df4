using AsyncEngine.Scheduling;
using Xunit;

namespace Unit.Scheduling;

public class ClaimAheadTests
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Limit_IsNothing_BeforeAnyJobHasEnded() => Assert.Equal(0, new ClaimAhead(Allowed).Limit(4));

    [Fact]
    public void Limit_IsNothing_WhenItIsTurnedOff()
    {
        var ahead = new ClaimAhead(TimeSpan.Zero);
        ahead.Took(100, TimeSpan.FromMilliseconds(1));

        Assert.Equal(0, ahead.Limit(4));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 20)]
    public void Limit_IsWhatTheThreadsRunInTheAllowedTime(int threads, int expected)
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(1_000, TimeSpan.FromSeconds(10)); // 10 ms each

        Assert.Equal(expected, ahead.Limit(threads));
    }

    [Fact]
    public void Limit_GrowsWithWhatWasSeen_NotAtOnce()
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(3, TimeSpan.FromMicroseconds(3));

        Assert.Equal(24, ahead.Limit(4));
    }

    [Fact]
    public void Limit_HasAnEnd_HoweverShortJobsAre()
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(1_000_000, TimeSpan.FromMilliseconds(1));

        Assert.Equal(1_000, ahead.Limit(4));
    }

    [Fact]
    public void Limit_FallsAtOnce_WhenAJobTakesLong()
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(10_000, TimeSpan.FromMilliseconds(10));
        ahead.IsTaking(TimeSpan.FromMilliseconds(100));

        Assert.Equal(2, ahead.Limit(4));
    }

    [Fact]
    public void Limit_IsSmall_WhenArgumentsAreLarge()
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Weighed(4, 4 * (4L << 20));
        ahead.Took(10_000, TimeSpan.FromMilliseconds(10));

        Assert.Equal(4, ahead.Limit(4));
    }

    [Fact]
    public void SlotLimit_IsNothing_BeforeAnyJobHasEnded_AndWhenItIsTurnedOff()
    {
        var off = new ClaimAhead(TimeSpan.Zero);
        off.Took(100, TimeSpan.FromMilliseconds(1));

        Assert.Equal(0, new ClaimAhead(Allowed).SlotLimit(4));
        Assert.Equal(0, off.SlotLimit(4));
    }

    [Theory]
    [InlineData(1.9, 10)]
    [InlineData(2.1, 0)]
    public void SlotLimit_IsForShortJobsOnly_AndTwoFifthsOfTheTime(double milliseconds, int expected)
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(1_000, 1_000 * TimeSpan.FromMilliseconds(milliseconds));
        Began(ahead, 1_000);

        Assert.Equal(expected, ahead.SlotLimit(1));
    }

    [Fact]
    public void SlotLimit_GrowsWithWhatBeganInTime_AndIsHalved_WhenJobsHadToGoBack()
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(10_000, TimeSpan.FromMilliseconds(10));
        var first = ahead.SlotLimit(4);
        Began(ahead, 96);
        var grown = ahead.SlotLimit(4);
        ahead.WereTooMany(TimeSpan.FromMicroseconds(1));
        var halved = ahead.SlotLimit(4);
        Began(ahead, 5_000);

        Assert.Equal((4, 100, 50, 1_000), (first, grown, halved, ahead.SlotLimit(4)));
    }

    [Fact]
    public void SlotLimit_IsNothing_WhenTheyWentBackBecauseOfALongJob()
    {
        var ahead = new ClaimAhead(Allowed);
        ahead.Took(10_000, TimeSpan.FromMilliseconds(10));
        ahead.WereTooMany(TimeSpan.FromMilliseconds(60));

        Assert.Equal(0, ahead.SlotLimit(4));
    }

    private static void Began(ClaimAhead ahead, int count)
    {
        for (var job = 0; job < count; job++)
        {
            ahead.BeganInTime();
        }
    }
}
