using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AsyncPS.Scripting.Judging;

/// <summary>Filters and preferences as the store keeps them: scripts, as text.</summary>
internal static partial class FilterScript
{
    /// <summary>The text of a filter; null stays null.</summary>
    public static string? OfFilter(ScriptBlock? filter) => filter is null ? null : Text(filter);

    /// <summary>The text of a preference: a script, or the name of a property of jobs.</summary>
    public static string? OfPreference(object? preference) => preference switch
    {
        null => null,
        PSObject wrapped => OfPreference(wrapped.BaseObject),
        ScriptBlock script => Text(script),
        string name when PropertyName().IsMatch(name) => $"$_.{name}",
        _ => throw new AsyncEngineException(
            ErrorIds.FilterInvalid,
            $"'{preference}' is no preference. Give a script block that ranks a job, or the name of a job's property.")
        {
            Target = preference,
        },
    };

    private static string Text(ScriptBlock script)
    {
        if (script.Ast.Find(part => part is UsingExpressionAst, searchNestedScriptBlocks: true) is { } use)
        {
            throw new AsyncEngineException(
                ErrorIds.FilterInvalid,
                $"{use.Extent.Text} cannot be used in a filter or a preference: it is kept as text and evaluated by the "
                    + "dispatcher. Write the value itself.")
            {
                Target = use.Extent.Text,
            };
        }

        return script.ToString().Trim() is { Length: > 0 } text ? text : throw new AsyncEngineException(
            ErrorIds.FilterInvalid, "The filter or preference is empty. Give a script, or $null to have none.");
    }

    [GeneratedRegex(@"^[A-Za-z]\w*$")]
    private static partial Regex PropertyName();
}
