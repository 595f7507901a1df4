using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>Finds the overload that a list of arguments means.</summary>
internal static class OverloadChoice
{
    private const BindingFlags Public =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    /// <summary>
    /// The call of the best overload, its arguments converted. <c>MethodNotFound</c> when none or several fit; the
    /// message lists them.
    /// </summary>
    /// <param name="type">The type that has the method.</param>
    /// <param name="name">The method's name, in any case.</param>
    /// <param name="arguments">Arguments for all parameters that the engine does not fill in itself.</param>
    public static MethodCall Choose(Type type, string name, IReadOnlyList<object?> arguments)
    {
        var candidates = type.GetMember(name, MemberTypes.Method, Public | BindingFlags.IgnoreCase)
            .Cast<MethodInfo>()
            .Where(IsUsable)
            .Where(method => method.IsStatic || MethodCall.CanBeMade(type))
            .ToList();
        var fits = candidates
            .Select(method => OverloadFit.Of(method, arguments))
            .OfType<OverloadFit>()
            .OrderBy(fit => fit.Cost)
            .ToList();
        return fits.Count switch
        {
            0 => throw Missing(type, name, arguments, candidates),
            > 1 when fits[0].Cost == fits[1].Cost => throw Ambiguous(type, name, arguments, fits),
            _ => new MethodCall(fits[0].Method, type, fits[0].Stored),
        };
    }

    /// <summary>The call of one method, its arguments converted. <c>MethodNotFound</c> when they do not fit.</summary>
    public static MethodCall Fit(MethodInfo method, IReadOnlyList<object?> arguments)
    {
        MethodCall.ThrowIfUnusable(method);
        var type = method.ReflectedType ?? method.DeclaringType
            ?? throw new AsyncEngineException(ErrorIds.MethodNotFound, $"'{method.Name}' belongs to no type.");
        var fit = OverloadFit.Of(method, arguments) ?? throw Missing(type, method.Name, arguments, [method]);
        return new MethodCall(method, type, fit.Stored);
    }

    private static bool IsUsable(MethodInfo method)
    {
        try
        {
            MethodCall.ThrowIfUnusable(method);
            return true;
        }
        catch (AsyncEngineException)
        {
            return false;
        }
    }

    private static AsyncEngineException Missing(
        Type type, string name, IReadOnlyList<object?> arguments, List<MethodInfo> candidates) =>
        candidates.Count == 0
            ? NotFound(type, name, $"The type '{type.FullName}' has no public method '{name}' that can be a job: "
                + "static, or of a type that has a constructor without parameters.")
            : NotFound(type, name, $"No overload of '{type.FullName}.{name}' takes {Describe(arguments)}. "
                + $"There are: {List(candidates)}");

    private static AsyncEngineException Ambiguous(
        Type type, string name, IReadOnlyList<object?> arguments, List<OverloadFit> fits) =>
        NotFound(type, name, $"Several overloads of '{type.FullName}.{name}' take {Describe(arguments)} equally well. "
            + "Give arguments of the exact types. "
            + $"There are: {List(fits.Where(fit => fit.Cost == fits[0].Cost).Select(fit => fit.Method))}");

    private static AsyncEngineException NotFound(Type type, string name, string message) =>
        new(ErrorIds.MethodNotFound, message) { Target = $"{type.FullName}.{name}" };

    private static string Describe(IReadOnlyList<object?> arguments) =>
        arguments.Count == 0
            ? "no arguments"
            : $"({string.Join(", ", arguments.Select(argument => argument?.GetType().Name ?? "null"))})";

    private static string List(IEnumerable<MethodInfo> methods) =>
        string.Join("; ", methods.Select(Describe).Order(StringComparer.Ordinal).Take(10));

    private static string Describe(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(p => $"{p.ParameterType.Name} {p.Name}"))})";
}
