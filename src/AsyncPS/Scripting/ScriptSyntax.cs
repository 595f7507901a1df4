using System.Management.Automation.Language;

namespace AsyncPS.Scripting;

/// <summary>Parses the text of jobs.</summary>
internal static class ScriptSyntax
{
    // What the parser cannot find here may be there on the machine that runs the job.
    private static readonly HashSet<string> LeftToTheWorker =
        new(StringComparer.Ordinal) { "ModuleNotFoundDuringParse", "TypeNotFound" };

    /// <summary>Parses a text; <c>ScriptInvalid</c>, with line and column, if it has syntax errors.</summary>
    /// <param name="text">The script.</param>
    /// <param name="fileName">Full path of the file that it came from, for <c>$PSScriptRoot</c> and stacks.</param>
    public static ScriptBlockAst Parse(string text, string? fileName)
    {
        var ast = Parser.ParseInput(text, fileName, out _, out var errors);
        if (Array.Find(errors, error => !LeftToTheWorker.Contains(error.ErrorId)) is { } first)
        {
            throw Invalid(first.Extent, fileName, first.Message);
        }

        return ast;
    }

    /// <summary>An error that shows the line and points at the column.</summary>
    public static AsyncEngineException Invalid(IScriptExtent extent, string? fileName, string message)
    {
        var position = extent.StartScriptPosition;
        var where = fileName is null ? string.Empty : $" of '{fileName}'";
        var line = position.Line ?? string.Empty;
        return new AsyncEngineException(
            ErrorIds.ScriptInvalid,
            $"The script is not valid at line {position.LineNumber}, column {position.ColumnNumber}{where}: {message}"
            + $"{Environment.NewLine}  {line}"
            + $"{Environment.NewLine}  {new string(' ', Math.Max(0, position.ColumnNumber - 1))}^")
        {
            Target = fileName,
        };
    }
}
