using System.Text.RegularExpressions;
using Xunit;

namespace Unit.Rules;

/// <summary>Every rule has a row, and what the rows say is true.</summary>
public sealed partial class CoverageTests
{
    private const string WriteVariable = "ASYNCPS_WRITE_COVERAGE";

    private static readonly string Page = SourceTree.PathOf("docs", "zc-async-coverage.md");

    private readonly IReadOnlyList<Rule> _rules = RuleBook.Read();
    private readonly ILookup<string, string> _tests = NamedTests.ByRule();

    [Fact]
    public void EveryRule_HasARow_AndEachOne() =>
        Assert.Equal(Enumerable.Range(1, 267).Select(number => $"R{number:D3}"), _rules.Select(rule => rule.Number));

    [Fact]
    public void Tests_NameRules_ThatThereAre() =>
        Assert.Subset(_rules.Select(rule => rule.Number).ToHashSet(), _tests.Select(tests => tests.Key).ToHashSet());

    [Fact]
    public void RulesThatDoNotApply_HaveNoTests() =>
        Assert.DoesNotContain(_rules, rule => rule.WhyNot is not null && _tests.Contains(rule.Number));

    [Fact]
    public void EveryRule_IsHeldUp_OrSaysWhyItDoesNotApply() =>
        Assert.Empty(_rules.Where(rule => rule.WhyNot is null && !_tests.Contains(rule.Number)).Select(rule => rule.Number));

    [Fact]
    public void Page_NamesTests_ThatThereAre()
    {
        var rows = File.ReadLines(Page).Where(line => line.StartsWith("| R", StringComparison.Ordinal));
        var named = rows.SelectMany(row => Test().Matches(row)).Select(match => match.Groups[1].Value);

        Assert.Subset(_tests.SelectMany(tests => tests).ToHashSet(), named.ToHashSet());
    }

    [Fact]
    public void Page_IsWhatTheNamesOfTestsMakeOfIt()
    {
        var made = CoverageTable.Write(_rules, _tests);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(Page, made);
        }

        Assert.True(
            made == File.ReadAllText(Page).ReplaceLineEndings("\n"),
            $"docs/zc-async-coverage.md is out of date. Run the tests of {nameof(CoverageTests)} once with "
                + $"{WriteVariable}=1 and commit it.");
    }

    [GeneratedRegex("`([^`]+(?:\\.|: )[^`]*R[0-9]{3}[^`]*)`")]
    private static partial Regex Test();
}
