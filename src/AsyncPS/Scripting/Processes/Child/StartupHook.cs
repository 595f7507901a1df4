using AsyncPS.Scripting.Processes;
using AsyncPS.Scripting.Processes.Child;

/// <summary>
/// Where a child begins: .NET calls it before the shell's own program, and that is never reached, so that no runspace is
/// opened but the job's. The name, the method and the missing namespace are what .NET looks for in an assembly that
/// <c>DOTNET_STARTUP_HOOKS</c> names.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (ChildEnvironment.Pipe is { } pipe && IsShell())
        {
            WorkerProcessEntry.Run(pipe);
        }
    }

    // A shell may be started by another .NET program: that one goes its way, and the shell has the same environment.
    private static bool IsShell() => AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string assemblies
        && assemblies.Contains("System.Management.Automation.dll", StringComparison.Ordinal);
}
