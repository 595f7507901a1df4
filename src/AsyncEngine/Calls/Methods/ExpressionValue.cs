using System.Linq.Expressions;
using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>Evaluates the argument of a call.</summary>
internal static class ExpressionValue
{
    /// <summary>The value. Constants, variables and their members cost microseconds; anything else is interpreted.</summary>
    public static object? Of(Expression expression) =>
        TryRead(expression, out var value) ? value : Interpret(expression);

    private static bool TryRead(Expression? expression, out object? value)
    {
        switch (expression)
        {
            case null:
                value = null;
                return true;
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
                when IsBoxing(convert):
                return TryRead(convert.Operand, out value);
            case MemberExpression { Member: FieldInfo field } member
                when TryRead(member.Expression, out var owner) && (owner is not null || field.IsStatic):
                value = field.GetValue(owner);
                return true;
            default:
                value = null;
                return false;
        }
    }

    private static bool IsBoxing(UnaryExpression convert) => convert.Type.IsAssignableFrom(convert.Operand.Type);

    private static object? Interpret(Expression expression) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
            .Compile(preferInterpretation: true)();
}
