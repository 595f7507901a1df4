using System.Linq.Expressions;

namespace AsyncEngine.Calls.Methods;

/// <summary>Reads <c>() => Reports.Build("q3")</c>: which method, which arguments.</summary>
internal static class CallExpression
{
    /// <summary>The call of an expression; its arguments are evaluated now.</summary>
    /// <param name="lambda">
    /// The expression. A parameter of it is the object that an instance method is called on, if
    /// <paramref name="parentIsParameter"/> is false; else it stands for the parent's outcome.
    /// </param>
    /// <param name="parentIsParameter">Whether the expression belongs to a callback.</param>
    public static MethodCall Read(LambdaExpression lambda, bool parentIsParameter = false)
    {
        var call = CallOf(lambda);
        var parameter = lambda.Parameters.Count > 0 ? lambda.Parameters[0] : null;
        var type = TypeOf(call, parentIsParameter ? null : parameter);
        var parent = parentIsParameter && parameter is not null ? ParentIndex(call, parameter) : -1;
        var stored = new List<object?>();
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (i != parent && IsStored(call, i))
            {
                ThrowIfUses(call, call.Arguments[i], parameter, parentIsParameter);
                stored.Add(ExpressionValue.Of(call.Arguments[i]));
            }
        }

        return new MethodCall(call.Method, type, stored, parent);
    }

    /// <summary>The same call for many items; the arguments are evaluated for each.</summary>
    public static Func<TItem, MethodCall> ReadTemplate<TItem>(LambdaExpression lambda)
    {
        var call = CallOf(lambda);
        var type = TypeOf(call, null);
        var arguments = Enumerable.Range(0, call.Arguments.Count)
            .Where(index => IsStored(call, index))
            .Select(index => Expression.Convert(call.Arguments[index], typeof(object)));
        var evaluate = Expression.Lambda<Func<TItem, object?[]>>(
            Expression.NewArrayInit(typeof(object), arguments), lambda.Parameters).Compile();
        return item => new MethodCall(call.Method, type, evaluate(item));
    }

    private static bool IsStored(MethodCallExpression call, int index) =>
        PreparedMethod.SourceOf(call.Method.GetParameters()[index].ParameterType, takesParent: false)
        == ArgumentSource.Stored;

    private static MethodCallExpression CallOf(LambdaExpression lambda)
    {
        var body = lambda.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            body = convert.Operand;
        }

        if (body is not MethodCallExpression call)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"A job is one call of a method, as in '() => Reports.Build(\"q3\")'; '{lambda}' is not. "
                + "Put the code into a method and call that.");
        }

        MethodCall.ThrowIfUnusable(call.Method);
        return call;
    }

    private static Type TypeOf(MethodCallExpression call, ParameterExpression? target) => call.Object switch
    {
        null => call.Method.DeclaringType!, // a method that can be named in an expression has one
        ParameterExpression parameter when parameter == target => parameter.Type,
        NewExpression { Arguments.Count: 0 } made => made.Type,
        _ => throw new AsyncEngineException(
            ErrorIds.ArgumentInvalid,
            $"'{call}' calls a method of an object, and objects are not stored with jobs. Use a static method, "
            + "'() => new Reports().Build(...)', or 'Add<Reports>(reports => reports.Build(...))'."),
    };

    // An argument is evaluated now, and what the parameter stands for is there only when the job runs.
    private static void ThrowIfUses(
        MethodCallExpression call, Expression argument, ParameterExpression? parameter, bool isParent)
    {
        if (parameter is not null && new ParameterSearch(parameter).IsIn(argument))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"'{call}' uses '{parameter}' in an argument. Arguments are evaluated when the job is added, and there is no "
                + $"'{parameter}' yet: {(isParent ? "pass it as it is" : "call a method on it")}, and let the method do the rest.");
        }
    }

    private static int ParentIndex(MethodCallExpression call, ParameterExpression parameter)
    {
        var indexes = Enumerable.Range(0, call.Arguments.Count)
            .Where(index => Strip(call.Arguments[index]) == parameter)
            .ToList();
        return indexes.Count switch
        {
            0 => -1,
            1 => indexes[0],
            _ => throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid, $"'{call}' uses the parent's outcome more than once. Use it once."),
        };
    }

    private static Expression Strip(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : expression;

    private sealed class ParameterSearch(ParameterExpression sought) : ExpressionVisitor
    {
        private bool _found;

        public bool IsIn(Expression expression)
        {
            Visit(expression);
            return _found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == sought;
            return node;
        }
    }
}
