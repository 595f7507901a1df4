using System.Globalization;
using System.Text;

namespace Unit.Rules;

/// <summary>Writes docs/zc-async-coverage.md: which test holds up which rule.</summary>
internal static class CoverageTable
{
    public static string Write(IReadOnlyList<Rule> rules, ILookup<string, string> tests)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Which test holds up which rule

            The model of AsyncPS is that of zc.async. Its behaviour was put down as {rules.Count} numbered rules; tests carry the
            numbers of the rules that they hold up in their names. This page is made from those names and from
            `tests/Unit/Rules/rules.txt`; a test fails when it is out of date and says how to make it anew.

            {Sum(rules, tests)}
            """);
        text.Append('\n');
        foreach (var section in rules.GroupBy(rule => rule.Section))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Key}\n\n| rule | what it is about | held up by |\n|---|---|---|\n");
            foreach (var rule in section)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {rule.Number} | {About(rule)} | {Verdict(rule, tests)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Sum(IReadOnlyList<Rule> rules, ILookup<string, string> tests)
    {
        var apart = rules.Count(rule => rule.WhyNot is not null);
        var held = rules.Count(rule => rule.WhyNot is null && tests.Contains(rule.Number));
        return $"{held} rules are held up by tests, {apart} do not apply, {rules.Count - held - apart} are open.";
    }

    private static string About(Rule rule) =>
        rule.Difference is { } difference ? $"{rule.Title}. *{difference}*" : rule.Title;

    private static string Verdict(Rule rule, ILookup<string, string> tests) =>
        rule.WhyNot is { } reason ? $"does not apply: {reason}"
        : tests.Contains(rule.Number) ? string.Join("<br>", tests[rule.Number].Select(test => $"`{test}`"))
        : "**open**";
}
