using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Isolation;

/// <summary>Judges the commands of a script by name and parameters.</summary>
internal static class CommandJudge
{
    // Full names and aliases of the common parameters that set a variable, in any scope that its name asks for.
    private static readonly string[] VariableParameters =
    [
        "OutVariable", "ErrorVariable", "WarningVariable", "InformationVariable", "PipelineVariable",
    ];

    private static readonly HashSet<string> VariableAliases =
        new(StringComparer.OrdinalIgnoreCase) { "ov", "ev", "wv", "iv", "pv" };

    public static ScriptNeeds Of(CommandAst command)
    {
        if (command.InvocationOperator is TokenKind.Ampersand or TokenKind.Dot)
        {
            return command.CommandElements[0] is ScriptBlockExpressionAst ? OfArguments(command) : ScriptNeeds.All;
        }

        var name = command.GetCommandName();
        if (name is null)
        {
            return ScriptNeeds.All;
        }

        return OfName(name, command) | OfArguments(command);
    }

    /// <summary>Parameters that reach out of a command. Names may be shortened, so a beginning is enough.</summary>
    public static ScriptNeeds Of(CommandParameterAst parameter)
    {
        var name = parameter.ParameterName;
        if (IsBeginning(name, "StackName"))
        {
            return ScriptNeeds.All | ScriptNeeds.NewRunspace;
        }

        var reachesOut = VariableAliases.Contains(name)
            || VariableParameters.Any(full => IsBeginning(name, full))
            || IsBeginning(name, "Scope")
            || IsBeginning(name, "SetSeed")
            || IsBeginning(name, "Parallel");
        return reachesOut ? ScriptNeeds.All : ScriptNeeds.None;
    }

    private static ScriptNeeds OfName(string name, CommandAst command)
    {
        if (KnownNames.LastingCommands.Contains(name) || IsLastingImport(name, command) || HasLastingOption(command))
        {
            return ScriptNeeds.All | ScriptNeeds.NewRunspace;
        }

        if (name.Equals("Add-Type", StringComparison.OrdinalIgnoreCase))
        {
            return ScriptNeeds.All | ScriptNeeds.NewProcess;
        }

        if (KnownNames.JobCommands.Contains(name))
        {
            return ScriptNeeds.All | ScriptNeeds.Jobs;
        }

        if (IsLoop(name) && !command.CommandElements.Skip(1).All(IsBlockOrParameter))
        {
            return ScriptNeeds.All; // ForEach-Object calls a member by its name, or a block that is not to be seen here.
        }

        return KnownNames.HarmlessCommands.Contains(name) || IsOwnFunction(name, command)
            ? ScriptNeeds.None
            : ScriptNeeds.All;
    }

    private static ScriptNeeds OfArguments(CommandAst command) =>
        command.CommandElements.Skip(1).Any(IsUnclear) ? ScriptNeeds.All : ScriptNeeds.None;

    // Splatting can bring any parameter; a name can ask Select-Object for a property that leads out of the object.
    private static bool IsUnclear(CommandElementAst element) => element switch
    {
        VariableExpressionAst variable => variable.Splatted,
        UsingExpressionAst { SubExpression: VariableExpressionAst variable } => variable.Splatted,
        StringConstantExpressionAst { Value: var text } =>
            text.AsSpan().IndexOfAny("*?[") >= 0 || KnownNames.LeadingOutProperties.Contains(text),
        CommandParameterAst { Argument: { } argument } => argument is CommandElementAst inner && IsUnclear(inner),
        _ => false,
    };

    private static bool IsLoop(string name) => name is "%"
        || name.Equals("foreach", StringComparison.OrdinalIgnoreCase)
        || name.Equals("ForEach-Object", StringComparison.OrdinalIgnoreCase);

    private static bool IsBlockOrParameter(CommandElementAst element) =>
        element is ScriptBlockExpressionAst or CommandParameterAst { Argument: null or ScriptBlockExpressionAst };

    private static bool IsLastingImport(string name, CommandAst command) =>
        (name.Equals("Import-Module", StringComparison.OrdinalIgnoreCase)
            || name.Equals("ipmo", StringComparison.OrdinalIgnoreCase))
        && command.CommandElements.Skip(1).Any(IsPathOrUnknown);

    private static bool IsPathOrUnknown(CommandElementAst element) => element switch
    {
        CommandParameterAst => false,
        StringConstantExpressionAst { Value: var text } => text.AsSpan().IndexOfAny("/\\") >= 0
            || text.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith(".dll", StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    // -Option Constant and AllScope: such variables, functions and aliases cannot be removed again.
    private static bool HasLastingOption(CommandAst command) =>
        command.CommandElements.Any(element => element is CommandParameterAst parameter
            && parameter.ParameterName.Length >= 2 && IsBeginning(parameter.ParameterName, "Option"))
        && command.CommandElements.Any(element =>
            element.Extent.Text.Contains("Constant", StringComparison.OrdinalIgnoreCase)
            || element.Extent.Text.Contains("AllScope", StringComparison.OrdinalIgnoreCase)
            || element is VariableExpressionAst);

    // A function that the script itself has certainly defined before: by a statement of its only block. Its body is
    // judged where it stands.
    private static bool IsOwnFunction(string name, CommandAst command)
    {
        Ast root = command;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root is ScriptBlockAst { BeginBlock: null, ProcessBlock: null, EndBlock: { } body }
            && body.Statements.OfType<FunctionDefinitionAst>().Any(function =>
                function.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                && function.Extent.StartOffset < command.Extent.StartOffset);
    }

    private static bool IsBeginning(string name, string full) =>
        full.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
