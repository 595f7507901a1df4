using System.Management.Automation.Runspaces;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Capture;
using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>One runspace of a worker, with all that jobs in it share.</summary>
internal sealed class WorkerRunspace : IDisposable
{
    private static readonly CmdletInfo ServeJobs = new("Invoke-AsyncWorker", typeof(ServeJobsCommand));

    private readonly WorkerServices _services;
    private readonly Runspace _runspace;
    private readonly Hashtable _using = [];

    private WorkerRunspace(WorkerServices services)
    {
        _services = services;
        _runspace = services.NewSession();
    }

    public ScriptWorkerOptions Options => _services.Options;

    /// <summary>The parsed scripts that all workers share.</summary>
    public ScriptLibrary Library => _services.Library;

    /// <summary>What is put back of the process.</summary>
    public ProcessGuard Process => _services.Process;

    /// <summary>This module, where it is imported late; null: it was imported, or is not to be.</summary>
    public LateModule? Module { get; private set; }

    /// <summary>The call that runs here now.</summary>
    public ScriptInvocation? Current { get; set; }

    /// <summary>Opens and prepares a runspace. Any thread may do this ahead for another.</summary>
    public static WorkerRunspace Open(WorkerServices services)
    {
        var opened = new WorkerRunspace(services);
        try
        {
            services.Process.Initialize(opened.Initialize);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The session, as the cmdlet sees it that stays in the pipeline.</summary>
    public JobSession Begin(ServeJobsCommand command) => new(this, command);

    /// <summary>The runspace will not be used after the job that runs now, so the next one can be made ready.</summary>
    public void AnnounceEnd() => _services.Spare.Prepare();

    /// <summary>Runs the worker's loop in a pipeline of this runspace. True when the worker has to end.</summary>
    public bool Serve(Func<ICallRunner, bool> serve)
    {
        using var pipeline = PowerShell.Create();
        pipeline.Runspace = _runspace;
        var sink = new JobSink(Options);
        JobPipeline.Add(pipeline, ServeJobs, sink, _using, useLocalScope: false);
        var runner = new ScriptRunner(this, pipeline, sink, serve);
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
    public void SetUsing(Dictionary<string, object?> values) => UsingKey.Fill(_using, values);

    /// <summary>
    /// Begins to close it on a thread that may wait for ever. When pwsh ends it closes all runspaces that are open and waits
    /// for each without a limit; one that is closing already it leaves alone.
    /// </summary>
    public void Abandon() => new Thread(Close) { IsBackground = true, Name = "AsyncPS abandoned session" }.UnsafeStart();

    public void Dispose() => _runspace.Dispose();

    private void Close()
    {
        try
        {
            _runspace.Close();
        }
        catch (Exception error) when (error is InvalidOperationException or InvalidRunspaceStateException)
        {
            // Its job ended meanwhile, and the session with it.
        }
    }

    private void Initialize()
    {
        foreach (var path in Options.AssemblyPaths)
        {
            WorkerSetup.LoadAssembly(path);
        }

        if (Options is { ModulePath: { } late, ImportModule: [], InitializationScript: null })
        {
            Module = new LateModule(_runspace, late);
        }
        else if (Options.ModulePath is { } early)
        {
            WorkerSetup.ImportModule(_runspace, early);
        }

        foreach (var module in Options.ImportModule)
        {
            WorkerSetup.ImportModule(_runspace, module);
        }

        foreach (var variable in Options.Variables)
        {
            _runspace.SessionStateProxy.PSVariable.Set(new CurrentJobVariable(variable, () => Current));
        }

        if (Options.InitializationScript is { } script)
        {
            WorkerSetup.RunScript(_runspace, script);
        }
    }
}
