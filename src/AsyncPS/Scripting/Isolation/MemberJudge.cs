using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Isolation;

/// <summary>Judges types, members and calls in a script.</summary>
internal static class MemberJudge
{
    /// <summary>A type that a value is converted to, or that a static member is taken from.</summary>
    public static ScriptNeeds OfType(ITypeName type) => type switch
    {
        ArrayTypeName array => OfType(array.ElementType),
        GenericTypeName generic => generic.GenericArguments.Aggregate(
            OfType(generic.TypeName), (needs, argument) => needs | OfType(argument)),
        _ => IsHarmless(type.FullName) ? ScriptNeeds.None : ScriptNeeds.All,
    };

    /// <summary>A type as a value leads to its assembly; only static members and type operators may have it.</summary>
    public static ScriptNeeds OfTypeLiteral(TypeExpressionAst type)
    {
        var isMember = type.Parent is MemberExpressionAst { Static: true } member && member.Expression == type;
        var isOperand = type.Parent is BinaryExpressionAst
        {
            Operator: TokenKind.Is or TokenKind.IsNot or TokenKind.As,
        };
        return isMember || isOperand ? OfType(type.TypeName) : ScriptNeeds.All;
    }

    /// <summary>A property that is read or written.</summary>
    public static ScriptNeeds OfProperty(MemberExpressionAst member)
    {
        if (member.Member is not StringConstantExpressionAst { Value: var name })
        {
            return ScriptNeeds.All;
        }

        if (member.Static)
        {
            return IsTypeLiteral(member.Expression) && !IsTarget(member) ? ScriptNeeds.None : ScriptNeeds.All;
        }

        return KnownNames.LeadingOutProperties.Contains(name) ? ScriptNeeds.All : ScriptNeeds.None;
    }

    /// <summary>A method that is called.</summary>
    public static ScriptNeeds OfCall(InvokeMemberExpressionAst call)
    {
        if (call.Member is not StringConstantExpressionAst { Value: var name }
            || KnownNames.LeadingOutMethods.Contains(name))
        {
            return ScriptNeeds.All;
        }

        return call.Static && !IsTypeLiteral(call.Expression) ? ScriptNeeds.All : ScriptNeeds.None;
    }

    private static bool IsTypeLiteral(ExpressionAst expression) => expression is TypeExpressionAst;

    private static bool IsTarget(Ast member)
    {
        var child = member;
        var parent = member.Parent;
        while (parent is AttributedExpressionAst or ArrayLiteralAst or ParenExpressionAst)
        {
            (child, parent) = (parent, parent.Parent);
        }

        return parent is AssignmentStatementAst assignment && assignment.Left == child;
    }

    private static bool IsHarmless(string name)
    {
        const string system = "System.";
        return KnownNames.HarmlessTypes.Contains(name)
            || (name.StartsWith(system, StringComparison.OrdinalIgnoreCase)
                && KnownNames.HarmlessTypes.Contains(name[system.Length..]));
    }
}
