using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AsyncHost.Arguments;
using AsyncHost.Engine;
using AsyncHost.Hosting;
using Microsoft.PowerShell;

namespace AsyncHost.Running;

/// <summary>One runspace and the one script or command that it runs.</summary>
internal sealed class HostSession : IDisposable
{
    private static readonly TimeSpan CloseBound = TimeSpan.FromSeconds(5);

    private readonly HostConsole _console;
    private readonly PocketHost _host;
    private readonly Runspace _runspace;
    private readonly StopSignals _signals;

    public HostSession(HostConsole console, bool nonInteractive)
    {
        _console = console;
        _host = new PocketHost(console, nonInteractive);
        ModulePath.Clean();
        Telemetry.TurnOff();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // As pwsh has it; without a setting the engine would refuse every script file.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        _runspace.Name = "AsyncHost";
        _signals = new StopSignals();
    }

    /// <summary>Runs a script file and gives the process's exit code.</summary>
    public int RunFile(string path, IReadOnlyList<CommandParameter> parameters)
    {
        Command script = new(path, isScript: false, useLocalScope: false);
        foreach (CommandParameter parameter in parameters)
        {
            script.Parameters.Add(parameter);
        }

        _runspace.ReportExitOfScripts();
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(script);
        return Run(pipeline);
    }

    /// <summary>Runs text at the outermost level and gives the process's exit code.</summary>
    public int RunText(string text)
    {
        // Only a pipeline that counts as typed leaves its $? behind, and the exit code is made from that.
        using Pipeline pipeline = _runspace.CreatePipeline(text, addToHistory: true);
        return Run(pipeline);
    }

    public void Dispose()
    {
        _signals.Dispose();
        _console.EndProgress();
        _host.WriteHints();

        // A module's clean-up may hang; the process must end all the same.
        Task.Run(_runspace.Dispose).Wait(CloseBound);
    }

    private int Run(Pipeline pipeline)
    {
        try
        {
            Invoke(pipeline);
        }
        catch (Exception e)
        {
            // Whatever a script may throw ends here, as an error on the screen.
            Report(e);
            return ExitCodes.Error;
        }

        if (pipeline.PipelineStateInfo.State == PipelineState.Stopped && _signals.Received is { } signal)
        {
            return StopSignals.ExitCodeOf(signal);
        }

        return _host.ExitCode ?? (LastSucceeded() ? ExitCodes.Success : ExitCodes.Error);
    }

    /// <summary>Output and errors go through the engine's own formatting, in the order in which they were written.</summary>
    private void Invoke(Pipeline pipeline)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(OutDefault());
        using (_signals.Watch(pipeline))
        {
            pipeline.Invoke();
        }

        _console.EndProgress();
    }

    /// <summary>Shows what ended the script as the engine shows it.</summary>
    private void Report(Exception exception)
    {
        ErrorRecord error = (exception as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(exception, "AsyncHost.Uncaught", ErrorCategory.NotSpecified, null);
        _console.EndProgress();
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(OutDefault());
        pipeline.Invoke(new[] { new PSObject(error).AsErrorOutput() });
    }

    private static Command OutDefault() => new("Out-Default", isScript: false, useLocalScope: true);

    private bool LastSucceeded()
    {
        using Pipeline pipeline = _runspace.CreatePipeline("$global:?");
        return LanguagePrimitives.IsTrue(pipeline.Invoke().FirstOrDefault());
    }
}
