using AsyncPS.Completion;
using Xunit;

namespace Unit.Cmdlets;

public sealed class CompletionTextTests
{
    private static readonly Candidate[] All =
    [
        new("default", "1 pending"), new("my mail", "none"), new("it's", "none"), new("$x", "none"),
    ];

    [Theory]
    [InlineData("", "default|'my mail'|'it''s'|'$x'")]
    [InlineData("DEF", "default")]
    [InlineData("'my", "'my mail'")]
    [InlineData("\"my", "'my mail'")]
    [InlineData("*mail", "'my mail'")]
    [InlineData("zzz", "")]
    public void Match_OffersWhatBeginsSo_QuotedWhereItMustBe(string typed, string expected) =>
        Assert.Equal(expected, string.Join('|', CompletionText.Match(All, typed).Select(result => result.CompletionText)));

    [Fact]
    public void Match_SaysMoreInTheToolTip()
    {
        var offered = Assert.Single(CompletionText.Match(All, "def"));
        Assert.Equal("default", offered.ListItemText);
        Assert.Equal("1 pending", offered.ToolTip);
    }
}
