using AsyncPS.Commands.Parameters;
using CsCheck;
using Xunit;

namespace Unit.Cmdlets;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("90", 90)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData(" 90 ", 90)]
    [InlineData("90s", 90)]
    [InlineData("90 s", 90)]
    [InlineData("90S", 90)]
    [InlineData("250ms", 0.25)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7_200)]
    [InlineData("1d", 86_400)]
    [InlineData("2w", 1_209_600)]
    [InlineData("1h30m", 5_400)]
    [InlineData("1h 30m 5s", 5_405)]
    [InlineData("1.5h", 5_400)]
    [InlineData("1d12h", 129_600)]
    [InlineData("1m500ms", 60.5)]
    [InlineData("00:01:30", 90)]
    [InlineData("1:30", 5_400)]
    [InlineData("1.02:00:00", 93_600)]
    [InlineData("00:00:00.250", 0.25)]
    public void TryParse_GivesTheDuration_WhenTheTextIsOne_R206(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("-00:01:00")]
    [InlineData("5x")]
    [InlineData("s")]
    [InlineData("5 5")]
    [InlineData("30m1h")]
    [InlineData("5m5m")]
    [InlineData("1h-5m")]
    [InlineData("1e5")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("99999999999999999999")]
    [InlineData("99999999999d")]
    [InlineData("00:61:00")]
    [InlineData("tomorrow")]
    [InlineData("90s later")]
    public void TryParse_Refuses_WhenTheTextIsNotWhollyADuration_R206(string text) =>
        Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void TryParse_TakesWhatATimeSpanWrites() =>
        Gen.Long[0, TimeSpan.FromDays(10_000).Ticks].Sample(ticks =>
        {
            var duration = TimeSpan.FromTicks(ticks);
            return DurationText.TryParse(duration.ToString(), out var read) && read == duration;
        });

    [Fact]
    public void TryParse_GivesNoNegativeDuration_WhateverTheText() =>
        Gen.String[Gen.Char["0123456789smhdw.:- "], 0, 12].Sample(
            text => !DurationText.TryParse(text, out var duration) || duration >= TimeSpan.Zero);
}
