using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AsyncEngine.Calls.Values;

/// <summary>
/// Finds an enum by its name among the assemblies that are loaded. Data can never make an assembly load, nor name
/// anything but an enum (design 5.6).
/// </summary>
internal static class EnumTypes
{
    private static readonly ConcurrentDictionary<(string Type, string Assembly), Type> Found = new();

    private static readonly ConditionalWeakTable<Type, string> AssemblyNames = new();

    /// <summary>The simple name of the assembly that has the enum.</summary>
    public static string AssemblyNameOf(Type type) =>
        AssemblyNames.GetValue(type, static key => key.Assembly.GetName().Name ?? string.Empty);

    /// <summary>The enum of that name, looked for in that assembly first; null when no loaded assembly has it.</summary>
    public static Type? Find(string typeName, string assemblyName)
    {
        if (Found.TryGetValue((typeName, assemblyName), out var known))
        {
            return known;
        }

        if (!IsPlainName(typeName) || Search(typeName, assemblyName) is not { } type)
        {
            return null;
        }

        // Only what exists is remembered, so names from data cannot fill the memory.
        return Found.GetOrAdd((typeName, assemblyName), type);
    }

    private static Type? Search(string typeName, string assemblyName) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic) // Classes of scripts: each session has its own.
            .OrderByDescending(assembly => assembly.GetName().Name == assemblyName)
            .Select(assembly => assembly.GetType(typeName, throwOnError: false))
            .FirstOrDefault(type => type is { IsEnum: true });

    // A name with brackets or commas can carry an assembly's name, which the runtime would try to load.
    private static bool IsPlainName(string typeName) =>
        typeName.Length is > 0 and < 1024 && typeName.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+');
}
