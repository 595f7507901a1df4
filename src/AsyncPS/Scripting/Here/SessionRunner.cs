using System.Globalization;
using System.Management.Automation.Host;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Capture;
using AsyncPS.Scripting.Isolation;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Scripting.Here;

/// <summary>
/// Runs script calls in a nested pipeline of the session's runspace, as a worker does in its own: the same wrapper, the
/// same endings. What the session's preferences would change about a job is set to what a worker has.
/// </summary>
internal sealed class SessionRunner(PSHost host, int maxResultBytes)
{
    private static readonly CmdletInfo Here = new("Invoke-AsyncHere", typeof(InvokeHereCommand));

    private static readonly string[] Preferences =
        ["ErrorActionPreference", "WarningPreference", "InformationPreference", "ProgressPreference"];

    private readonly object _gate = new();
    private readonly ScriptLibrary _library = new();
    private PowerShell? _shell;
    private bool _wasAsked;

    /// <summary>Runs a call to its end on the calling thread, which is the session's.</summary>
    public CallResult Run(ScriptInvocation invocation)
    {
        var sink = new JobSink(new ScriptWorkerOptions { MaxResultBytes = maxResultBytes }) { Host = host };
        var before = AsyncEngine.Calls.JobContext.Current;
        AsyncEngine.Calls.JobContext.Current = invocation.Context;
        sink.Begin(invocation.Context.Output);
        CallResult result;
        try
        {
            result = Attempt(invocation, sink);
        }
        finally
        {
            AsyncEngine.Calls.JobContext.Current = before;
            JobSink.Current = null;
        }

        result = result with { Result = sink.End(), HadErrors = sink.HadErrors };
        return result.Succeeded && sink.Fault is { } fault ? result with { Error = ScriptErrors.Of(fault) } : result;
    }

    /// <summary>Tells the call that runs to end. From any thread.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _wasAsked = _shell is not null;
            _shell?.BeginStop(null, null);
        }
    }

    private CallResult Attempt(ScriptInvocation invocation, JobSink sink)
    {
        CallResult? result = null;
        var values = new Hashtable();
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        JobPipeline.Add(shell, Here, sink, values, useLocalScope: true);
        Enter(shell);
        var outer = InvokeHereCommand.Action;
        InvokeHereCommand.Action = command => result = RunIn(command, invocation, values);
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // Told below, if the call could not say so itself.
        }
        finally
        {
            InvokeHereCommand.Action = outer;
            Enter(null);
        }

        return result ?? new CallResult { WasStopped = true };
    }

    private void Enter(PowerShell? shell)
    {
        lock (_gate)
        {
            _shell = shell;
            _wasAsked = false;
        }
    }

    private CallResult RunIn(PSCmdlet command, ScriptInvocation invocation, Hashtable values)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var location = command.SessionState.Path.CurrentLocation;
        try
        {
            SetVariables(command, invocation);
            var script = new RunnableScript(_library.Get(invocation.Call), ScriptNeeds.None);
            var settings = ScriptSettings.Decode(invocation.Settings);
            JobStart.Apply(settings, command);
            new ScriptCall(found => UsingKey.Fill(values, found), command).Run(script, settings, invocation);
            return ScriptState.Seal(new CallResult(), invocation);
        }
        catch (Exception exception) // Whatever a script does is its own result; the session lives.
        {
            return ScriptState.Seal(ScriptEnding.Of(exception, _wasAsked), invocation);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            command.SessionState.Path.SetLocation(WildcardPattern.Escape(location.Path));
        }
    }

    private static void SetVariables(PSCmdlet command, ScriptInvocation invocation)
    {
        foreach (var variable in WorkerVariable.All)
        {
            command.SessionState.PSVariable.Set(new CurrentJobVariable(variable, () => invocation));
        }

        foreach (var name in Preferences)
        {
            command.SessionState.PSVariable.Set(name, name == "InformationPreference"
                ? ActionPreference.SilentlyContinue
                : ActionPreference.Continue);
        }
    }
}
