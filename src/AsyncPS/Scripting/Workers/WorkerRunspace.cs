using System.Management.Automation.Runspaces;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Capture;

namespace AsyncPS.Scripting.Workers;

/// <summary>One runspace of a worker, with all that jobs in it share.</summary>
internal sealed class WorkerRunspace : IDisposable
{
    private const int ScriptsKept = 256;

    private readonly Runspace _runspace;
    private readonly Hashtable _using = [];

    private WorkerRunspace(ScriptWorkerOptions options)
    {
        Options = options;
        _runspace = RunspaceFactory.CreateRunspace(new WorkerHost(this), SessionStates.Create(options));
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
    }

    public ScriptWorkerOptions Options { get; }

    /// <summary>The scripts that were parsed for this runspace.</summary>
    public ScriptCache Scripts { get; } = new(ScriptsKept);

    /// <summary>The call that runs here now.</summary>
    public ScriptInvocation? Current { get; set; }

    /// <summary>Whether jobs can still be run here.</summary>
    public bool IsOpen => _runspace.RunspaceStateInfo.State == RunspaceState.Opened;

    /// <summary>Opens and prepares a runspace. Any thread may do this ahead for another.</summary>
    public static WorkerRunspace Open(ScriptWorkerOptions options)
    {
        var opened = new WorkerRunspace(options);
        try
        {
            opened._runspace.Open();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Runs the worker's loop in a pipeline of this runspace. True when the worker has to end.</summary>
    public bool Serve(Func<ICallRunner, bool> serve)
    {
        using var pipeline = PowerShell.Create();
        pipeline.Runspace = _runspace;

        // $using: looks for its values at this parameter of a pipeline's first script, and nowhere else.
        pipeline.AddScript("param(${__async_c}) & ${__async_c}").AddArgument(ServeJobs).AddParameter("--%", _using);
        var runner = new ScriptRunner(this, pipeline, serve);
        ServeJobsCommand.Runner = runner;
        try
        {
            pipeline.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // A job was stopped, and its pipeline with it.
        }
        finally
        {
            ServeJobsCommand.Runner = null;
        }

        runner.Fault?.Throw();
        return runner.HasEnded;
    }

    /// <summary>Gives the next call its <c>$using:</c> values.</summary>
    public void SetUsing(Dictionary<string, object?> values)
    {
        if (_using.Count > 0)
        {
            _using.Clear();
        }

        foreach (var (expression, value) in values)
        {
            _using[UsingKey.Of(expression)] = value;
        }
    }

    public void Dispose() => _runspace.Dispose();

    private static CmdletInfo ServeJobs { get; } = new("Invoke-AsyncWorker", typeof(ServeJobsCommand));
}
