using System.Linq.Expressions;
using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>Compiles calls, so that running a job costs no reflection.</summary>
internal static class MethodCompiler
{
    private static readonly MethodInfo TaskResult =
        typeof(MethodCompiler).GetMethod(nameof(ResultOf), BindingFlags.NonPublic | BindingFlags.Static)!; // below

    /// <summary>A delegate that calls the method: object, arguments, what it returned.</summary>
    public static Func<object?, object?[], object?> CompileCall(MethodInfo method, Type type)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var arguments = Expression.Parameter(typeof(object[]), "arguments");
        var values = method.GetParameters().Select((parameter, index) => Expression.Convert(
            Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType));
        var call = Expression.Call(method.IsStatic ? null : Expression.Convert(instance, type), method, values);
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null, typeof(object)))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?, object?[], object?>>(body, instance, arguments).Compile();
    }

    /// <summary>A delegate that waits for a task of this type and gives its value; null for other types.</summary>
    public static Func<object, object?>? CompileUnwrap(Type returned)
    {
        if (returned == typeof(ValueTask))
        {
            return static value => Wait(((ValueTask)value).AsTask());
        }

        if (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var asTask = returned.GetMethod(nameof(ValueTask<int>.AsTask))!; // part of the type's contract
            return Typed(returned.GetGenericArguments()[0], value => Expression.Call(
                Expression.Convert(value, returned), asTask));
        }

        for (var type = returned; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return Typed(type.GetGenericArguments()[0], value => Expression.Convert(value, type));
            }
        }

        return typeof(Task).IsAssignableFrom(returned) ? static value => Wait((Task)value) : null;
    }

    private static Func<object, object?> Typed(Type result, Func<ParameterExpression, Expression> task)
    {
        var value = Expression.Parameter(typeof(object), "value");
        var body = Expression.Call(TaskResult.MakeGenericMethod(result), task(value));
        return Expression.Lambda<Func<object, object?>>(body, value).Compile();
    }

    private static object? Wait(Task task)
    {
        task.GetAwaiter().GetResult();
        return null;
    }

    private static object? ResultOf<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
