using System.Collections;
using System.Globalization;
using AsyncPS;
using Xunit;

namespace Unit.Cmdlets;

public sealed class DisplayTextTests
{
    public DisplayTextTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.4, "<1ms")]
    [InlineData(1, "1ms")]
    [InlineData(999.4, "999ms")]
    [InlineData(999.6, "1.0s")]
    [InlineData(12_345, "12.3s")]
    [InlineData(59_940, "59.9s")]
    [InlineData(59_960, "0m 59s")]
    [InlineData(60_000, "1m 00s")]
    [InlineData(192_000, "3m 12s")]
    [InlineData(7_500_000, "2h 05m")]
    [InlineData(273_600_000, "3d 4h")]
    public void Duration_IsWhatPeopleSay(double milliseconds, string expected) =>
        Assert.Equal(expected, DisplayText.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Duration_IsEmpty_WhenThereIsNone() => Assert.Equal("", DisplayText.Duration(null));

    [Theory]
    [InlineData(-30, "30s ago")]
    [InlineData(-200, "3m ago")]
    [InlineData(-7_300, "2h ago")]
    [InlineData(-200_000, "2d ago")]
    [InlineData(7_300, "in 2h")]
    [InlineData(0, "now")]
    public void Distance_SaysHowFarAMomentIs(int seconds, string expected) =>
        Assert.Equal(expected, DisplayText.Distance(TimeProvider.System.GetUtcNow().AddSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(812, "812 B")]
    [InlineData(1_536, "1.5 KB")]
    [InlineData(4_194_304, "4 MB")]
    public void Size_IsInTheUnitThatFits(long bytes, string expected) => Assert.Equal(expected, DisplayText.Size(bytes));

    [Fact]
    public void Value_IsOneLine_WhateverItIs()
    {
        Assert.Equal("", DisplayText.Value(null));
        Assert.Equal("text", DisplayText.Value("text"));
        Assert.Equal(
            "a=1; b=x, y; c=d=2", DisplayText.Value(new Hashtable
            {
                ["b"] = new[] { "x", "y" }, ["a"] = 1, ["c"] = new Hashtable { ["d"] = 2 },
            }));
    }

    [Fact]
    public void OneLine_FoldsAndCuts_R033()
    {
        Assert.Equal("a b c", OneLine.Of("a\n  b\t c\r\n", 10));
        Assert.Equal("abcdefg...", OneLine.Of("abcdefghijklm", 10));
    }
}
