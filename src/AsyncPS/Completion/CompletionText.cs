using System.Buffers;
using System.Management.Automation.Language;

namespace AsyncPS.Completion;

/// <summary>What was typed, and what is offered for it: quotes off for matching, on again for the line.</summary>
internal static class CompletionText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(" '\"`$(){}[];,&|<>@#");

    /// <summary>The candidates that begin with, or match, what was typed.</summary>
    public static IEnumerable<CompletionResult> Match(IEnumerable<Candidate> candidates, string typed)
    {
        var pattern = WildcardPattern.Get(typed.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return candidates
            .Where(candidate => pattern.IsMatch(candidate.Text))
            .Select(candidate => new CompletionResult(
                Quote(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, ToolTip(candidate)));
    }

    // PowerShell refuses a result with nothing to say.
    private static string ToolTip(Candidate candidate) =>
        candidate.ToolTip.Length > 0 ? candidate.ToolTip : candidate.Text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(NeedsQuotes) < 0
            ? text
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
