using System.Text;
using System.Text.RegularExpressions;

namespace Unit.Packaging;

/// <summary>A block of C# in a page: a whole program, or some lines of one.</summary>
/// <param name="Number">Makes its names its own.</param>
/// <param name="Text">The block.</param>
internal sealed partial record CodeBlock(int Number, string Text)
{
    /// <summary>Whether it has the usings that it needs: then nothing is added to it, and it is run.</summary>
    public bool IsProgram => Using().IsMatch(Text);

    /// <summary>All blocks of a page.</summary>
    public static IEnumerable<string> TextsOf(string page) =>
        Fence().Matches(page.ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value);

    /// <summary>The block as a file: its statements in a method, its types beside it.</summary>
    public string ToSource()
    {
        var usings = string.Join('\n', Using().Matches(Text).Select(match => match.Value));
        var rest = Using().Replace(Text, string.Empty);
        var types = TypeDeclaration().Match(rest) is { Success: true } match ? match.Index : rest.Length;
        var source = new StringBuilder($"namespace Block{Number};\n")
            .AppendLine(IsProgram ? usings : DocumentedNames.Usings)
            .AppendLine("internal static class Runner\n{")
            .AppendLine(IsProgram ? string.Empty : DocumentedNames.Members)
            .AppendLine("    public static async Task RunAsync()\n    {\n        await Task.Yield();")
            .AppendLine(rest[..types])
            .AppendLine("    }\n}")
            .AppendLine(rest[types..]);
        return source.ToString();
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^public (static |sealed )?(class|record) ", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
