using AsyncPS.Commands;
using Xunit;

namespace Unit.Cmdlets;

public sealed class NameSelectionTests
{
    private static readonly string[] All = ["alpha", "Beta", "gamma[1]"];

    [Theory]
    [InlineData(new[] { "ALPHA" }, new[] { "alpha" }, new string[0])]
    [InlineData(new[] { "*a" }, new[] { "alpha", "Beta" }, new string[0])]
    [InlineData(new[] { "beta", "alpha" }, new[] { "alpha", "Beta" }, new string[0])]
    [InlineData(new[] { "a*", "alpha" }, new[] { "alpha" }, new string[0])]
    [InlineData(new[] { "nope", "alpha" }, new[] { "alpha" }, new[] { "nope" })]
    [InlineData(new[] { "nope*" }, new string[0], new string[0])]
    [InlineData(new[] { "gamma`[1`]" }, new[] { "gamma[1]" }, new string[0])]
    public void Select_FindsByPattern_AndTellsOfPlainNamesThatNameNothing(
        string[] patterns, string[] expected, string[] missing)
    {
        var told = new List<string>();
        Assert.Equal(expected, NameSelection.Select(All, patterns, name => name, told.Add));
        Assert.Equal(missing, told);
    }

    [Fact]
    public void Select_GivesAll_WhenNothingIsNamed() =>
        Assert.Equal(All, NameSelection.Select(All, null, name => name, name => Assert.Fail(name)));
}
