using System.Reflection;
using System.Runtime.Loader;

namespace AsyncPS;

/// <summary>
/// Holds the engine and all its packages, native libraries included, apart from what PowerShell and other modules have
/// loaded (ADR 0001). One for the process, however many runspaces import the module.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private const string EngineName = "AsyncEngine";

    private static readonly Lazy<EngineLoadContext> Instance = new(
        () => new EngineLoadContext(Path.Combine(Folder, "engine", EngineName + ".dll")));

    private readonly AssemblyDependencyResolver _paths;

    private EngineLoadContext(string enginePath)
        : base("AsyncPS") => _paths = new AssemblyDependencyResolver(enginePath);

    /// <summary>Whether the engine's assembly is in the process already.</summary>
    public static bool IsEngineLoaded =>
        AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == EngineName);

    /// <summary>The folder of this assembly: the module's root.</summary>
    public static string Folder => Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!;

    /// <summary>
    /// Answers for the engine when the default context does not find it. Stays attached for the process's life:
    /// another runspace may still have the module when this one removes it.
    /// </summary>
    public static void Attach()
    {
        Default.Resolving -= ResolveEngine;
        Default.Resolving += ResolveEngine;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _paths.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _paths.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    // Only the engine: whatever it needs is resolved inside its own context, and nothing else is ours to answer.
    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == EngineName ? Instance.Value.LoadFromAssemblyName(name) : null;
}
