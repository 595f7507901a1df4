using System.Management.Automation.Runspaces;

namespace AsyncPS.Scripting.Workers;

/// <summary>What a worker's runspace begins with.</summary>
internal static class SessionStates
{
    public static InitialSessionState Create(ScriptWorkerOptions options)
    {
        var state = InitialSessionState.CreateDefault2();
        if (options.ModulePath is { } module)
        {
            state.ImportPSModule([module]);
        }

        if (options.ImportModule.Count > 0)
        {
            state.ImportPSModule([.. options.ImportModule]);
        }

        return state;
    }
}
