using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AsyncPS.Scripting.Capture;

/// <summary>Evaluates the <c>$using:</c> expressions of a script in the session that adds it.</summary>
internal static partial class UsingCapture
{
    // Blocks given to these run elsewhere in their turn, and take their values from the job.
    private static readonly HashSet<string> CarriersOfBlocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "Start-Job", "sajb", "Start-ThreadJob", "Invoke-Command", "icm",
        "Add-AsyncJob", "New-AsyncJob", "Add-AsyncCallback", "Join-AsyncJob", "Invoke-AsyncJob",
    };

    private static readonly HashSet<string> Loops =
        new(StringComparer.OrdinalIgnoreCase) { "ForEach-Object", "foreach", "%" };

    /// <summary>The values of all expressions that belong to this script, by the expression's text.</summary>
    public static Dictionary<string, object?> Evaluate(Ast script, SessionState session, string? fileName)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var found in script.FindAll(node => node is UsingExpressionAst, searchNestedScriptBlocks: true))
        {
            var expression = (UsingExpressionAst)found;
            var text = TextOf(expression);
            if (!values.ContainsKey(text) && !BelongsToInner(expression, script))
            {
                values[text] = ValueOf(expression, session, fileName);
            }
        }

        return values;
    }

    // As PowerShell looks it up: variable names have no case, but the index in $using:h['A'] does.
    private static string TextOf(UsingExpressionAst expression) =>
        expression.SubExpression is VariableExpressionAst
            ? expression.ToString().ToLowerInvariant()
            : expression.ToString();

    private static bool BelongsToInner(Ast node, Ast script)
    {
        for (var inner = node; inner is not null && inner != script; inner = inner.Parent)
        {
            if (inner is ScriptBlockExpressionAst block && CommandOf(block) is { } command && RunsElsewhere(command))
            {
                return true;
            }
        }

        return false;
    }

    private static CommandAst? CommandOf(ScriptBlockExpressionAst block) =>
        block.Parent as CommandAst ?? (block.Parent as CommandParameterAst)?.Parent as CommandAst;

    private static bool RunsElsewhere(CommandAst command)
    {
        var name = command.GetCommandName();
        return name is not null && (CarriersOfBlocks.Contains(name) || (Loops.Contains(name) && IsParallel(command)));
    }

    // Parameter names may be shortened: -Parallel, -Para, -Pa.
    private static bool IsParallel(CommandAst command) =>
        command.CommandElements.OfType<CommandParameterAst>().Any(parameter =>
            parameter.ParameterName.Length >= 2
            && "Parallel".StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase));

    private static object? ValueOf(UsingExpressionAst expression, SessionState session, string? fileName)
    {
        var root = UsingExpressionAst.ExtractUsingVariable(expression);
        var path = root.VariablePath;
        var variable = path.IsDriveQualified ? null : session.PSVariable.Get(path.UserPath);
        if (variable is null && !path.IsDriveQualified)
        {
            throw Undefined(expression, path.UserPath, fileName);
        }

        return expression.SubExpression is VariableExpressionAst && variable is not null
            ? variable.Value
            : Evaluate(expression, session, fileName);
    }

    private static object? Evaluate(UsingExpressionAst expression, SessionState session, string? fileName)
    {
        var text = UsingPrefix().Replace(expression.ToString(), "$$$1", 1);
        try
        {
            // Inside a table a list stays a list: as output it would be unrolled.
            var results = session.InvokeCommand.InvokeScript(session, ScriptBlock.Create($"@{{ Value = {text} }}"));
            return ((Hashtable)results[0].BaseObject)["Value"];
        }
        catch (RuntimeException exception)
        {
            throw ScriptSyntax.Invalid(
                expression.Extent, fileName, $"'{expression}' cannot be evaluated here: {exception.Message}");
        }
    }

    private static AsyncEngineException Undefined(UsingExpressionAst expression, string name, string? fileName) =>
        ScriptSyntax.Invalid(
            expression.Extent,
            fileName,
            $"'{expression}' takes the value of ${name} when the job is added, and there is no variable ${name} here. "
            + "Define it first, or remove 'using:' if the script itself defines it.");

    [GeneratedRegex(@"^[$@](\{?)using:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UsingPrefix();
}
