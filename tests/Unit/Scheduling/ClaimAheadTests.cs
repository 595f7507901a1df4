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

        Assert.Equal(6, ahead.Limit(4));
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
}
