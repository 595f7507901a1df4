using System.Globalization;
using AsyncPS.Commands.Parameters;
using Xunit;

namespace Unit.Cmdlets;

public sealed class MomentTextTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly CultureInfo American = CultureInfo.GetCultureInfo("en-US");
    private static readonly DateTimeOffset Noon = Local(2026, 3, 10, 12, 0);

    [Fact]
    public void TryParse_ReadsInTheCulture_WhenTheTextCouldMeanTwoDays()
    {
        Assert.Equal(Local(2026, 4, 3, 0, 0), Read("03.04.2026", German));
        Assert.Equal(Local(2026, 3, 4, 0, 0), Read("03/04/2026", American));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-US")]
    [InlineData("")]
    public void TryParse_ReadsIso_InEveryCulture(string culture)
    {
        var any = CultureInfo.GetCultureInfo(culture);
        Assert.Equal(Local(2026, 12, 24, 18, 0), Read("2026-12-24 18:00", any));
        Assert.Equal(Local(2026, 12, 24, 18, 0), Read("2026-12-24T18:00:00", any));
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 18, 0, 0, TimeSpan.FromHours(5)), Read("2026-12-24T18:00+05:00", any));
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 18, 0, 0, TimeSpan.Zero), Read("2026-12-24T18:00Z", any));
    }

    [Fact]
    public void TryParse_MeansTomorrow_WhenATimeOfDayHasPassedAndTheFutureIsMeant()
    {
        Assert.Equal(Local(2026, 3, 11, 9, 30), Read("9:30", American, ahead: true));
        Assert.Equal(Local(2026, 3, 10, 18, 0), Read("18:00", American, ahead: true));
        Assert.Equal(Local(2026, 3, 10, 18, 0), Read("6 PM", American, ahead: true));
    }

    [Fact]
    public void TryParse_MeansToday_WhenATimeOfDayHasPassedAndThePastIsMeant() =>
        Assert.Equal(Local(2026, 3, 10, 9, 30), Read("9:30", American));

    [Fact]
    public void TryParse_KeepsAPastDate_R011() =>
        Assert.Equal(Local(1999, 12, 31, 9, 30), Read("1999-12-31 9:30", American, ahead: true));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("25:00")]
    [InlineData("2026-02-30")]
    [InlineData("32.01.2026")]
    public void TryParse_Refuses_WhenTheTextIsNoMoment(string text) =>
        Assert.False(MomentText.TryParse(text, German, Noon, ahead: true, out _));

    [Fact]
    public void FromDateTime_TakesAnUnspecifiedOneAsLocal_R012()
    {
        var unspecified = new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Unspecified);
        Assert.Equal(
            MomentText.FromDateTime(DateTime.SpecifyKind(unspecified, DateTimeKind.Local)),
            MomentText.FromDateTime(unspecified));
        Assert.Equal(
            new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero),
            MomentText.FromDateTime(DateTime.SpecifyKind(unspecified, DateTimeKind.Utc)));
    }

    private static DateTimeOffset Local(int year, int month, int day, int hour, int minute) =>
        new(new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Local));

    private static DateTimeOffset Read(string text, CultureInfo culture, bool ahead = false)
    {
        Assert.True(MomentText.TryParse(text, culture, Noon, ahead, out var moment), text);
        return moment;
    }
}
