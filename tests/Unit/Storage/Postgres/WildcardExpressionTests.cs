using System.Text.RegularExpressions;
using AsyncEngine.Storage.Postgres.Connections;
using Xunit;

namespace Unit.Storage.Postgres;

public sealed class WildcardExpressionTests
{
    [Theory]
    [InlineData("report*", "REPORT-1", true)]
    [InlineData("report*", "A REPORT", false)]
    [InlineData("r?n", "RUN", true)]
    [InlineData("r?n", "RUUN", false)]
    [InlineData("[a-c]x", "BX", true)]
    [InlineData("[a-c]x", "DX", false)]
    [InlineData("a.b+(c)|{d}$^\\", "A.B+(C)|{D}$^\\", true)]
    [InlineData("a.b", "AXB", false)]
    [InlineData("50`*", "50*", true)]
    [InlineData("50`*", "500", false)]
    [InlineData("`[x`]", "[X]", true)]
    [InlineData("[open", "[OPEN", true)]
    [InlineData("[.]", ".", true)]
    [InlineData("[.]", "X", false)]
    public void Of_MatchesLikePowerShell(string wildcard, string name, bool expected) =>
        Assert.Equal(expected, Regex.IsMatch(name, WildcardExpression.Of(wildcard)));
}
