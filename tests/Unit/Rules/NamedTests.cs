using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Unit.Rules;

/// <summary>All tests that name rules: methods of this assembly, and the tests in Pester files.</summary>
internal static partial class NamedTests
{
    /// <summary>The names of tests by the number of each rule that they name, sorted.</summary>
    public static ILookup<string, string> ByRule()
    {
        var tests = InThisAssembly().Concat(InPesterFiles());
        return tests
            .SelectMany(test => RuleNumber().Matches(test).Select(match => (Rule: match.Value, Test: test)).Distinct())
            .OrderBy(pair => pair.Rule, StringComparer.Ordinal).ThenBy(pair => pair.Test, StringComparer.Ordinal)
            .ToLookup(pair => pair.Rule, pair => pair.Test);
    }

    private static IEnumerable<string> InThisAssembly() =>
        from type in typeof(NamedTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.IsDefined(typeof(FactAttribute), inherit: true)
        select $"{type.Name}.{method.Name}";

    private static IEnumerable<string> InPesterFiles() =>
        from file in Directory.EnumerateFiles(SourceTree.PathOf("tests", "Pester"), "*.Tests.ps1")
        from line in File.ReadLines(file)
        let it = PesterTest().Match(line)
        where it.Success
        select $"{Path.GetFileName(file)[..^".Tests.ps1".Length]}: {it.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)}";

    [GeneratedRegex("(?<=[_(, ])R[0-9]{3}(?=[a-z]?(?:$|[_), ]))")]
    private static partial Regex RuleNumber();

    [GeneratedRegex(@"^\s*It '((?:[^']|'')+)'")]
    private static partial Regex PesterTest();
}
