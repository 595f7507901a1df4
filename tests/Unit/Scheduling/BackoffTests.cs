using AsyncEngine.Scheduling;
using Xunit;

namespace Unit.Scheduling;

public class BackoffTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 80)]
    public void Doubling_DoublesWithEachAttempt(int attempt, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), Backoff.Doubling(TimeSpan.FromSeconds(10), attempt, chance: 0.5));

    [Theory]
    [InlineData(0.0, 9)]
    [InlineData(1.0, 11)]
    public void Doubling_MovesByATenth_WithChance(double chance, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), Backoff.Doubling(TimeSpan.FromSeconds(10), 1, chance));

    [Fact]
    public void Doubling_StopsAtADay_HoweverManyAttempts() =>
        Assert.Equal(TimeSpan.FromDays(1), Backoff.Doubling(TimeSpan.FromSeconds(10), 1_000, 0.5));

    [Fact]
    public void Doubling_KeepsALongerFirstDelay() =>
        Assert.Equal(TimeSpan.FromDays(3), Backoff.Doubling(TimeSpan.FromDays(3), 5, 0.5));

    [Fact]
    public void Doubling_IsNothing_WhenTheFirstDelayIs() =>
        Assert.Equal(TimeSpan.Zero, Backoff.Doubling(TimeSpan.Zero, 7, 1));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(11, 55)]
    [InlineData(12, 60)]
    [InlineData(500, 60)]
    public void Disconnected_GrowsByFiveSecondsToAMinute_R113(int count, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Disconnected(count));

    [Fact]
    public void Outage_GrowsFromMillisecondsToFifteenSeconds()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(50), Backoff.Outage(1, chance: 1));
        Assert.Equal(TimeSpan.FromMilliseconds(100), Backoff.Outage(2, chance: 1));
        Assert.Equal(TimeSpan.FromSeconds(15), Backoff.Outage(400, chance: 1));
        Assert.Equal(TimeSpan.FromMilliseconds(25), Backoff.Outage(1, chance: 0));
    }
}
