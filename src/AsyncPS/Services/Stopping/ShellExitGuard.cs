using System.Management.Automation.Runspaces;

namespace AsyncPS.Services.Stopping;

/// <summary>
/// Lets a shell end although a job's thread does not. pwsh closes all runspaces of the process when it ends, and waits for
/// each without a limit; the runspace of an abandoned job is never free.
/// </summary>
internal static class ShellExitGuard
{
    // What closes at all has closed by then.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Ends the process some time after its main runspace has begun to close.</summary>
    /// <param name="runspace">The one that the cmdlet runs in; nothing is done for another than the shell's own.</param>
    /// <param name="exitCode">What the process answers then.</param>
    public static void Arm(Runspace? runspace, int exitCode)
    {
        if (runspace is not { Id: 1 })
        {
            return;
        }

        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State == RunspaceState.Closing)
            {
                new Thread(() => EndAfterAll(exitCode)) { IsBackground = true, Name = "AsyncPS exit guard" }.Start();
            }
        };
    }

    private static void EndAfterAll(int exitCode)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(Longest);
#pragma warning disable RS0030 // The shell was ending anyway and cannot: nothing else is left to wait for.
        Environment.Exit(exitCode);
#pragma warning restore RS0030
    }
}
