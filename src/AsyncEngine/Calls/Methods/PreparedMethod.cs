using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>A method that was found and compiled: which of its parameters come from where, and how it is called.</summary>
internal sealed class PreparedMethod
{
    private readonly ArgumentSource[] _sources;
    private readonly Func<object?, object?[], object?> _invoke;

    private PreparedMethod(MethodInfo method, Type type, MethodReference reference)
    {
        Method = method;
        InstanceType = method.IsStatic ? null : type;
        Arm = reference.Arm;
        TakesState = reference.TakesState;
        var parameters = method.GetParameters();
        _sources = [.. parameters.Select((parameter, index) =>
            SourceOf(parameter.ParameterType, reference.Parameters[index].TakesParent))];
        StoredTypes = [.. parameters.Where((_, index) => _sources[index] == ArgumentSource.Stored)
            .Select(parameter => parameter.ParameterType)];
        ParentType = parameters.Where((_, index) => _sources[index] == ArgumentSource.Parent)
            .Select(parameter => parameter.ParameterType).FirstOrDefault();
        _invoke = MethodCompiler.CompileCall(method, type);
        Unwrap = MethodCompiler.CompileUnwrap(method.ReturnType);
    }

    public MethodInfo Method { get; }

    /// <summary>Not null: the method needs an object of this type.</summary>
    public Type? InstanceType { get; }

    /// <summary>See <see cref="MethodReference.Arm"/>.</summary>
    public int? Arm { get; }

    /// <summary>See <see cref="MethodReference.TakesState"/>.</summary>
    public bool TakesState { get; }

    /// <summary>Types of the parameters whose arguments the store has, in order.</summary>
    public IReadOnlyList<Type> StoredTypes { get; }

    /// <summary>Type of the parameter that takes a parent's outcome, if there is one.</summary>
    public Type? ParentType { get; }

    /// <summary>Waits for what the call returned, and gives its value; null when it returns its value at once.</summary>
    public Func<object, object?>? Unwrap { get; }

    public static PreparedMethod Of(MethodInfo method, Type type, MethodReference reference) =>
        new(method, type, reference);

    /// <summary>Where a parameter's argument comes from, by its type.</summary>
    public static ArgumentSource SourceOf(Type parameter, bool takesParent) =>
        takesParent ? ArgumentSource.Parent
        : parameter == typeof(CancellationToken) ? ArgumentSource.Token
        : parameter == typeof(JobContext) ? ArgumentSource.Context
        : ArgumentSource.Stored;

    /// <summary>Calls the method; what it returns may have to be waited for (<see cref="Unwrap"/>).</summary>
    public object? Invoke(object? instance, object?[] stored, object? parent, JobContext context)
    {
        var arguments = stored.Length == _sources.Length ? stored : Arrange(stored, parent, context);
        return _invoke(instance, arguments);
    }

    private object?[] Arrange(object?[] stored, object? parent, JobContext context)
    {
        var arguments = new object?[_sources.Length];
        var next = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _sources[i] switch
            {
                ArgumentSource.Parent => parent,
                ArgumentSource.Token => context.CancellationToken,
                ArgumentSource.Context => context,
                _ => stored[next++],
            };
        }

        return arguments;
    }
}
