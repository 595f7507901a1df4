using System.Collections.Concurrent;
using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>Turns lines into methods that can be called, and remembers them. Thread-safe.</summary>
internal sealed class MethodResolver(TypeResolver types)
{
    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.FlattenHierarchy;

    private readonly ConcurrentDictionary<string, PreparedMethod> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// The method of a line. <c>MethodNotFound</c>; that is not remembered, its assembly may be loaded later.
    /// </summary>
    public PreparedMethod Resolve(string line)
    {
        if (_known.TryGetValue(line, out var known))
        {
            return known;
        }

        return _known.GetOrAdd(line, Prepare(line));
    }

    private PreparedMethod Prepare(string line)
    {
        MethodReference reference;
        try
        {
            reference = MethodText.Read(line);
        }
        catch (FormatException exception)
        {
            throw new AsyncEngineException(ErrorIds.MethodNotFound, exception.Message, exception);
        }

        var type = types.Resolve(reference.Type);
        var parameters = reference.Parameters.Select(parameter => types.Resolve(parameter.Type)).ToArray();
        var arguments = reference.TypeArguments.Select(types.Resolve).ToArray();
        var method = Hierarchy(type)
            .SelectMany(each => each.GetMember(reference.Name, MemberTypes.Method, Any))
            .Cast<MethodInfo>()
            .Select(candidate => Close(candidate, arguments))
            .FirstOrDefault(candidate => candidate is not null && Takes(candidate, parameters))
            ?? throw new AsyncEngineException(
                ErrorIds.MethodNotFound,
                $"The method '{MethodText.Display(line)}' does not exist in this process. "
                + "Was the job added by another version of its assembly?");
        return PreparedMethod.Of(method, type, reference);
    }

    // An interface does not list what it inherits.
    private static IEnumerable<Type> Hierarchy(Type type) =>
        type.IsInterface ? type.GetInterfaces().Prepend(type) : [type];

    private static MethodInfo? Close(MethodInfo method, Type[] arguments)
    {
        if (!method.IsGenericMethodDefinition)
        {
            return arguments.Length == 0 ? method : null;
        }

        return method.GetGenericArguments().Length == arguments.Length ? method.MakeGenericMethod(arguments) : null;
    }

    private static bool Takes(MethodInfo method, Type[] parameters) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters);
}
