namespace Unit.Rules;

/// <summary>The list of rules that lies beside these tests.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<Rule> Read() => [.. Parse(File.ReadLines(SourceTree.PathOf("tests", "Unit", "Rules", "rules.txt")))];

    private static IEnumerable<Rule> Parse(IEnumerable<string> lines)
    {
        var section = string.Empty;
        foreach (var line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (line.StartsWith('R'))
            {
                var parts = line.Split('|', 3, StringSplitOptions.TrimEntries);
                yield return new Rule(parts[0], section, parts[1], parts.Length > 2 ? parts[2] : null);
            }
        }
    }
}
