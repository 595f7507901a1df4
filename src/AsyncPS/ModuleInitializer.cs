using AsyncPS.Session;

namespace AsyncPS;

/// <summary>What PowerShell calls when it imports and when it removes the module.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static int _imports;

    /// <summary>How often the module was imported in this process, from whichever folder.</summary>
    internal static int Imports => Volatile.Read(ref _imports);

    /// <summary>Makes the engine findable. Loads nothing yet: an import costs only what it must.</summary>
    public void OnImport()
    {
        Interlocked.Increment(ref _imports);
        EngineLoadContext.Attach();
    }

    /// <summary>Ends what this session has open: its dispatchers, its stores.</summary>
    /// <param name="psModuleInfo">The module that goes.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // A module that was imported and never used has no engine loaded, and must not load it in order to go.
        if (EngineLoadContext.IsEngineLoaded)
        {
            Sessions.CloseCurrent();
        }
    }
}
