using System.Management.Automation.Runspaces;
using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// This module in a session that began without it, because its import takes as long as the rest of the session, and many
/// sessions have one job that never uses it. It is there before a command runs that could tell the difference, and the
/// session is watched for such until then.
/// </summary>
internal sealed class LateModule
{
    private readonly CommandInvocationIntrinsics _commands;
    private readonly string _path;

    /// <param name="runspace">An open session.</param>
    /// <param name="path">The module's manifest.</param>
    public LateModule(Runspace runspace, string path)
    {
        (_commands, _path) = (runspace.SessionStateProxy.InvokeCommand, path);
        _commands.PreCommandLookupAction = OnLookup;
    }

    /// <summary>Whether it is still to be imported.</summary>
    public bool IsMissing { get; private set; } = true;

    /// <summary>
    /// Why its import failed, or that it was stopped: who looked for a command is only told that there is none. A session
    /// with a fault is of no more use.
    /// </summary>
    public Exception? Fault { get; private set; }

    /// <summary>
    /// Imports it, if it is missing, from within the session's pipeline: on the thread that runs it. <c>WorkerSetupFailed</c>.
    /// </summary>
    public void Import()
    {
        if (!IsMissing)
        {
            return;
        }

        // The import looks for commands, too.
        IsMissing = false;
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            WorkerSetup.ImportModule(shell, _path);
            _commands.PreCommandLookupAction = null;
        }
        catch (Exception error)
        {
            (IsMissing, Fault) = (true, error);
            throw;
        }
    }

    private void OnLookup(object? sender, CommandLookupEventArgs lookup)
    {
        if (!KnownNames.IndifferentCommands.Contains(lookup.CommandName))
        {
            Import();
        }
    }
}
