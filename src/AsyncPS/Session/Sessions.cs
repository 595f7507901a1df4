using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Session;

/// <summary>
/// Finds the session of the code that asks: a running job has its own, so that what it connects to changes nothing
/// outside; everybody else has the runspace's.
/// </summary>
internal static class Sessions
{
    private static readonly ConditionalWeakTable<Engine.JobContext, ShellSession> OfJobs = [];
    private static readonly ConditionalWeakTable<Runspace, ShellSession> OfRunspaces = [];

    public static ShellSession Current =>
        Engine.JobContext.Current is { } job
            ? OfJobs.GetValue(job, _ => new ShellSession())
            : OfRunspaces.GetValue(Runspace.DefaultRunspace, Follow);

    /// <summary>Ends what the runspace's session has open; another session of it may begin.</summary>
    public static void CloseCurrent()
    {
        if (OfRunspaces.TryGetValue(Runspace.DefaultRunspace, out var session))
        {
            session.Close();
        }
    }

    private static ShellSession Follow(Runspace runspace)
    {
        var session = new ShellSession();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                session.Close();
            }
        };
        return session;
    }
}
