using System.Reflection;
using System.Runtime.Loader;

namespace AsyncEngine.Calls.Methods;

/// <summary>
/// Finds types in assemblies that are loaded, or that the dispatcher was told of. Nothing that a store says makes it
/// look for an assembly anywhere else. Thread-safe.
/// </summary>
internal sealed class TypeResolver
{
    private readonly Dictionary<string, string> _listed;

    /// <summary>A resolver.</summary>
    /// <param name="assemblyPaths">Files that may be loaded when a type of theirs is first named.</param>
    public TypeResolver(IReadOnlyList<string> assemblyPaths) =>
        _listed = assemblyPaths.ToDictionary(
            path => Path.GetFileNameWithoutExtension(path), Path.GetFullPath, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a type. <c>MethodNotFound</c> when it is nowhere.</summary>
    public Type Resolve(TypeReference reference)
    {
        var type = ResolveDefinition(reference);
        if (reference.Arguments.Count > 0)
        {
            type = type.MakeGenericType([.. reference.Arguments.Select(Resolve)]);
        }

        return reference.Ranks.Aggregate(
            type, (element, rank) => rank == 1 ? element.MakeArrayType() : element.MakeArrayType(rank));
    }

    private Type ResolveDefinition(TypeReference reference)
    {
        if (reference.Assembly is null)
        {
            return typeof(object).Assembly.GetType(reference.Name)
                ?? throw NotFound($"The type '{reference.Name}' is not in the core library.");
        }

        var assemblies = Loaded(reference.Assembly).ToList();
        if (assemblies.Count == 0)
        {
            assemblies.Add(LoadListed(reference.Assembly));
        }

        return assemblies.Select(assembly => assembly.GetType(reference.Name)).FirstOrDefault(type => type is not null)
            ?? throw NotFound(
                $"The assembly '{reference.Assembly}' of this process has no type '{reference.Name}'. "
                + "Was the job added by another version of it?");
    }

    private static IEnumerable<Assembly> Loaded(string name) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(assembly => AssemblyLoadContext.GetLoadContext(assembly) == AssemblyLoadContext.Default);

    private Assembly LoadListed(string name)
    {
        if (!_listed.TryGetValue(name, out var path))
        {
            throw NotFound(
                $"The assembly '{name}' is neither loaded in this process nor listed in the dispatcher's "
                + "assembly paths. List its file, or use one of its types before the dispatcher starts.");
        }

        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            throw NotFound($"The assembly '{name}' could not be loaded from '{path}': {exception.Message}", exception);
        }
    }

    private static AsyncEngineException NotFound(string message, Exception? inner = null) =>
        new(ErrorIds.MethodNotFound, message, inner);
}
