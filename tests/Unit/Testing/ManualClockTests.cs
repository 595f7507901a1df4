using AsyncEngine.Testing;
using Xunit;

namespace Unit.Testing;

public sealed class ManualClockTests
{
    // The frozen moment of the reference's own tests.
    private static readonly DateTimeOffset T0 =
        new DateTimeOffset(2006, 8, 10, 15, 44, 22, TimeSpan.Zero).AddMicroseconds(211);

    private readonly ManualClock _clock = new(T0);
    private readonly List<string> _fired = [];

    [Fact]
    public void Clock_StandsStill_UntilItIsMoved_R251()
    {
        Assert.Equal(T0, _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(T0.AddSeconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public void Timers_FireInTheOrderOfTheirTimes_EachAtItsOwn_R252()
    {
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);
        using var beside = Timer("beside", 3);
        using var beyond = Timer("beyond", 6);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early@1", "late@3", "beside@3"], _fired);
        Assert.Equal(T0.AddSeconds(5), _clock.GetUtcNow());
    }

    // The reference's vector: a poll interval of 5 seconds, time_flies(5) makes one call.
    [Fact]
    public void PeriodicTimer_FiresOnceAPeriod_R252()
    {
        using var timer = _clock.CreateTimer(_ => Note("poll"), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["poll@5"], _fired);
        _clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(["poll@5", "poll@10", "poll@15"], _fired);
    }

    [Fact]
    public void Timer_DoesNotFire_WhenItWasDisposedOrPutOff()
    {
        var gone = Timer("gone", 1);
        using var later = Timer("later", 1);
        gone.Dispose();
        later.Change(TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(_fired);
    }

    [Fact]
    public void Timer_ThatIsSetInAnother_FiresInTheSameMove_WhenItIsDue()
    {
        ITimer? second = null;
        using var first = _clock.CreateTimer(
            _ => second = Timer("second", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["second@2"], _fired);
        second!.Dispose();
    }

    [Fact]
    public void Clock_CanBeSet_ForwardAndBack_R254()
    {
        using var timer = Timer("timer", 10);

        _clock.Set(T0.AddSeconds(-3600));
        Assert.Equal(T0.AddSeconds(-3600), _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_fired);

        _clock.Set(T0);
        Assert.Equal(["timer@-3590"], _fired);
        Assert.Equal(T0, _clock.GetUtcNow());
    }

    [Fact]
    public async Task Delays_AreOver_WhenTheirTimeHasCome()
    {
        var delay = Task.Delay(TimeSpan.FromHours(8), _clock, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromHours(7));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromHours(1));
        await delay;
    }

    private ITimer Timer(string name, int seconds) => _clock.CreateTimer(
        _ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name}@{(_clock.GetUtcNow() - T0).TotalSeconds:0}");
}
