using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using AsyncEngine.Calls.Values;

namespace AsyncEngine.Calls.Methods;

/// <summary>A method and the arguments that are stored with the job.</summary>
/// <param name="Method">The method.</param>
/// <param name="Type">The type that it is called on.</param>
/// <param name="Stored">Arguments of those parameters that the engine does not fill in itself, in order.</param>
/// <param name="ParentParameter">Index of the parameter that takes a parent's outcome; -1 = none.</param>
internal sealed record MethodCall(
    MethodInfo Method, Type Type, IReadOnlyList<object?> Stored, int ParentParameter = -1)
{
    private static readonly ConcurrentDictionary<(MethodInfo, Type, int, int, bool), CallText> Texts = new();

    /// <summary>Whether it is called on the job's state.</summary>
    public bool TakesState { get; init; }

    /// <summary>The call as the store keeps it.</summary>
    /// <param name="arm">0 or 1 when its arguments share a payload with those of another arm; -1 = not.</param>
    public CallText ToText(int arm = -1) =>
        Texts.GetOrAdd((Method, Type, ParentParameter, arm, TakesState), static key =>
        {
            var reference = MethodReference.Of(key.Item1, key.Item2, key.Item3) with { TakesState = key.Item5 };
            return new CallText(
                CallKind.Method, MethodText.Write(key.Item4 < 0 ? reference : reference with { Arm = key.Item4 }));
        });

    /// <summary>Its stored arguments as one payload. <c>PayloadNotSerializable</c>.</summary>
    public Payload Encode(ValueCodec codec) => Stored.Count == 0 ? Payload.Empty : codec.EncodeArguments(Stored);

    /// <summary>Refuses what could never be called by a dispatcher.</summary>
    public static void ThrowIfUnusable(MethodInfo method)
    {
        var reason = method.ContainsGenericParameters ? "it has open type parameters"
            : method.GetParameters().Any(IsUnusable) ? "a parameter is passed by reference or as a pointer"
            : IsAsyncVoid(method) ? "it is 'async void', so that nobody could wait for it; let it return a Task"
            : method.ReturnType.IsByRef || method.ReturnType.IsByRefLike ? "it returns a reference"
            : null;
        if (reason is not null)
        {
            throw new AsyncEngineException(
                ErrorIds.MethodNotFound,
                $"The method '{method.DeclaringType?.FullName}.{method.Name}' cannot be a job: {reason}. "
                + "Wrap it in a method that takes and returns values.");
        }
    }

    /// <summary>Whether a dispatcher can make an object to call instance methods on.</summary>
    public static bool CanBeMade(Type type) =>
        type.IsValueType || (!type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null);

    private static bool IsAsyncVoid(MethodInfo method) =>
        method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false);

    private static bool IsUnusable(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef || parameter.ParameterType.IsPointer || parameter.ParameterType.IsByRefLike;
}
