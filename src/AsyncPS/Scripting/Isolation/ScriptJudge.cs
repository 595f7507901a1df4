using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Isolation;

/// <summary>
/// Reads from a script's syntax tree what has to be done after it. Every kind of node that is not known to be harmless
/// costs a comparison.
/// </summary>
internal sealed class ScriptJudge
{
    private readonly HashSet<string> _variables = new(StringComparer.OrdinalIgnoreCase);

    private ScriptJudge()
    {
    }

    private ScriptNeeds Needs { get; set; }

    /// <summary>The verdict on a script, and the variables that it names.</summary>
    public static (ScriptNeeds Needs, IReadOnlySet<string> Variables) Of(ScriptBlockAst script)
    {
        var judge = new ScriptJudge();
        foreach (var node in script.FindAll(static _ => true, searchNestedScriptBlocks: true))
        {
            judge.Needs |= judge.NeedsOf(node);
        }

        return (judge.Needs, judge._variables);
    }

    private ScriptNeeds NeedsOf(Ast node) => node switch
    {
        VariableExpressionAst variable => OfVariable(variable),
        CommandAst command => CommandJudge.Of(command),
        CommandParameterAst parameter => CommandJudge.Of(parameter),
        InvokeMemberExpressionAst call => MemberJudge.OfCall(call),
        MemberExpressionAst member => MemberJudge.OfProperty(member),
        TypeExpressionAst type => MemberJudge.OfTypeLiteral(type),
        TypeConstraintAst { Parent: CatchClauseAst } => ScriptNeeds.None,
        TypeConstraintAst constraint => MemberJudge.OfType(constraint.TypeName),
        AttributeAst attribute => Unless(KnownNames.HarmlessAttributes.Contains(attribute.TypeName.Name)),
        AssignmentStatementAst assignment => OfTarget(assignment.Left),
        FunctionDefinitionAst function => Unless(!function.Name.Contains(':') && !function.IsWorkflow),
        FileRedirectionAst redirection => Unless(IsNull(redirection.Location), ScriptNeeds.Session),
        ScriptBlockAst block => Unless(block.UsingStatements.Count == 0 && block.DynamicParamBlock is null),
        _ => OfOther(node),
    };

    private ScriptNeeds OfVariable(VariableExpressionAst variable)
    {
        var path = variable.VariablePath;
        var name = path.UserPath;
        if (path.IsDriveQualified)
        {
            return variable.Parent is UsingExpressionAst ? ScriptNeeds.None : ScriptNeeds.All;
        }

        if (!path.IsUnqualified)
        {
            name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return path.IsLocal || path.IsPrivate ? OfName(name) : ScriptNeeds.Session | OfName(name);
        }

        return OfName(name);
    }

    private ScriptNeeds OfName(string name)
    {
        _variables.Add(name);
        if (KnownNames.EngineVariables.Contains(name))
        {
            return ScriptNeeds.All | ScriptNeeds.NewRunspace;
        }

        return KnownNames.SessionVariables.Contains(name) || name.StartsWith("__async", StringComparison.OrdinalIgnoreCase)
            ? ScriptNeeds.All
            : ScriptNeeds.None;
    }

    // What is assigned to is judged as a node of its own; here only its shape counts.
    private static ScriptNeeds OfTarget(ExpressionAst target) => target switch
    {
        VariableExpressionAst or MemberExpressionAst or IndexExpressionAst => ScriptNeeds.None,
        AttributedExpressionAst attributed => OfTarget(attributed.Child),
        ArrayLiteralAst list => list.Elements.Aggregate(ScriptNeeds.None, (needs, item) => needs | OfTarget(item)),
        ParenExpressionAst => ScriptNeeds.None,
        _ => ScriptNeeds.All,
    };

    private static ScriptNeeds OfOther(Ast node) => node switch
    {
        PipelineAst => Unless(!IsBackground(node), ScriptNeeds.All | ScriptNeeds.Jobs),
        NamedBlockAst or StatementBlockAst or ParamBlockAst or ParameterAst or NamedAttributeArgumentAst
            or CommandExpressionAst or MergingRedirectionAst or UsingExpressionAst or ScriptBlockExpressionAst
            or ConstantExpressionAst or ExpandableStringExpressionAst or ArrayLiteralAst or ArrayExpressionAst
            or SubExpressionAst or ParenExpressionAst or HashtableAst or BinaryExpressionAst or UnaryExpressionAst
            or IndexExpressionAst or ConvertExpressionAst or AttributedExpressionAst or IfStatementAst
            or LoopStatementAst or SwitchStatementAst or TryStatementAst or CatchClauseAst or TrapStatementAst
            or ReturnStatementAst or ThrowStatementAst or ExitStatementAst or BreakStatementAst
            or ContinueStatementAst => ScriptNeeds.None,
        _ => OfNewerNode(node),
    };

    // Kinds that came after the library that this is compiled against.
    private static ScriptNeeds OfNewerNode(Ast node) => node.GetType().Name switch
    {
        "TernaryExpressionAst" => ScriptNeeds.None,
        "PipelineChainAst" => Unless(!IsBackground(node), ScriptNeeds.All | ScriptNeeds.Jobs),
        _ => ScriptNeeds.All,
    };

    private static bool IsBackground(Ast node) =>
        node.GetType().GetProperty("Background")?.GetValue(node) is true;

    private static bool IsNull(ExpressionAst expression) =>
        expression is VariableExpressionAst { VariablePath.UserPath: var name }
        && name.Equals("null", StringComparison.OrdinalIgnoreCase);

    private static ScriptNeeds Unless(bool isHarmless, ScriptNeeds otherwise = ScriptNeeds.All) =>
        isHarmless ? ScriptNeeds.None : otherwise;
}
