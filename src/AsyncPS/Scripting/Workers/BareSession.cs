using System.Management.Automation.Runspaces;

namespace AsyncPS.Scripting.Workers;

/// <summary>A session of PowerShell before it is a worker's: the shell's own commands, and the host that a job sees.</summary>
internal static class BareSession
{
    /// <summary>Opens one. Any thread may do this ahead for another.</summary>
    public static Runspace Open()
    {
        var runspace = RunspaceFactory.CreateRunspace(new WorkerHost(), InitialSessionState.CreateDefault2());
        try
        {
            runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
            runspace.Open();
            runspace.Debugger.SetDebugMode(DebugModes.None); // A breakpoint would stop the worker, with nobody to go on.
            return runspace;
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }
}
