using System.Globalization;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>A worker's session as seen from its pipeline: runs a script in it and cleans up after it.</summary>
internal sealed class JobSession
{
    private readonly WorkerRunspace _owner;
    private readonly ServeJobsCommand _command;
    private readonly SessionBaseline _baseline;
    private readonly ScriptCache _scripts;
    private readonly ScriptCall _call;
    private readonly IList _errors;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;
    private ScriptNeeds _needs;
    private bool _needsFlush;
    private bool _hasRun;
    private ProcessState? _processAtStart;

    public JobSession(WorkerRunspace owner, ServeJobsCommand command)
    {
        _owner = owner;
        _command = command;
        _baseline = SessionBaseline.Take(command, owner.Options.Variables.Select(variable => variable.Name));
        _scripts = new ScriptCache(owner.Library, _baseline);
        _call = new ScriptCall(owner.SetUsing, command);
        _errors = (IList)command.SessionState.PSVariable.GetValue("global:Error");
        _errors.Clear();
    }

    /// <summary>Exit code of the last native command that the last script ran, if it ran one.</summary>
    public int? NativeExitCode { get; private set; }

    /// <summary>Whether the last script left something that only the end of the process can clear away.</summary>
    public bool NeedsNewProcess => _needs.HasFlag(ScriptNeeds.NewProcess);

    /// <summary>Whether all is there that a job can see.</summary>
    public bool IsComplete => _owner.Module is not { IsMissing: true };

    /// <summary>Imports what is still to be imported. <c>WorkerSetupFailed</c>.</summary>
    public void Complete() => _owner.Module?.Import();

    /// <summary>Runs a script to its end; what ends it otherwise leaves as the exception that it is.</summary>
    public void Run(ScriptInvocation invocation)
    {
        NativeExitCode = null;
        _needs = ScriptNeeds.None;
        _needsFlush = false;
        _owner.Current = invocation;
        var script = _scripts.Get(invocation.Call);
        var settings = ScriptSettings.Decode(invocation.Settings);
        _needs = NeedsOf(script, settings, invocation);

        // Without functions, or what is not known to do no harm, a script does not run out of stack.
        _needsFlush = script.DefinesFunctions || _needs != ScriptNeeds.None;
        if (_needs.HasFlag(ScriptNeeds.NewRunspace))
        {
            _owner.AnnounceEnd();
        }

        if (_needs.HasFlag(ScriptNeeds.Process))
        {
            _processAtStart = _owner.Process.Enter();
        }

        // Else a command that could tell does it.
        if (_hasRun || script.ReachesSession || settings.Functions.Count > 0)
        {
            Complete();
        }

        _hasRun = true;
        JobStart.Apply(settings, _command);
        try
        {
            _call.Run(script, settings, invocation);
        }
        catch (RuntimeException) when (_owner.Module is { Fault: { } fault })
        {
            throw fault;
        }
    }

    /// <summary>Puts back what the last script changed. False if the runspace has to be given up.</summary>
    /// <param name="isAlive">Whether the pipeline still runs, so that the session can be worked with.</param>
    public bool Clean(bool isAlive)
    {
        _owner.Current = null;
        if (_processAtStart is { } atStart)
        {
            _processAtStart = null;
            _owner.Process.Leave(atStart);
        }

        if (_needs != ScriptNeeds.None)
        {
            CultureInfo.CurrentCulture = _culture;
            CultureInfo.CurrentUICulture = _uiCulture;
        }

        return isAlive && !_command.Stopping && _owner.Module is not { Fault: not null }
            && (!_needsFlush || TryFlush()) && CleanSession();
    }

    private ScriptNeeds NeedsOf(RunnableScript script, ScriptSettings settings, ScriptInvocation invocation)
    {
        var needs = script.Needs;
        if (!ReferenceEquals(settings, ScriptSettings.Default) && settings.ChangeSession)
        {
            needs |= ScriptNeeds.Session;
        }

        var isFresh = _owner.Options.Isolation == ScriptIsolation.Fresh
            || IsolationChoice.Of(settings, invocation.Context.Runner).Isolation == JobIsolation.Fresh;
        return isFresh ? needs | ScriptNeeds.NewRunspace : needs;
    }

    private bool TryFlush()
    {
        try
        {
            JobPipeline.Flush(_command);
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
    }

    private bool CleanSession()
    {
        // Even a script that needs nothing may have caught an error.
        if (_errors.Count > 0)
        {
            _errors.Clear();
        }

        if (_needs == ScriptNeeds.None)
        {
            return true;
        }

        NativeExitCode = TakeNativeExitCode();
        if (_needs.HasFlag(ScriptNeeds.NewRunspace))
        {
            return false;
        }

        if (_needs.HasFlag(ScriptNeeds.Jobs))
        {
            EndJobs();
        }

        return _baseline.TryRestore(_command);
    }

    private int? TakeNativeExitCode()
    {
        if (_command.SessionState.PSVariable.Get("global:LASTEXITCODE") is not { Value: int code } variable)
        {
            return null;
        }

        variable.Value = null;
        return code;
    }

    private void EndJobs()
    {
        try
        {
            _command.InvokeCommand.InvokeScript("Get-Job | Remove-Job -Force");
        }
        catch (RuntimeException)
        {
            // A job that cannot be removed goes with its runspace.
            _needs |= ScriptNeeds.NewRunspace;
        }
    }
}
