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
        return Run(script);
    }

    /// <summary>Runs text at the outermost level and gives the process's exit code.</summary>
    public int RunText(string text) => Run(new Command(text, isScript: true, useLocalScope: false));

    public void Dispose()
    {
        _signals.Dispose();
        _console.EndProgress();

        // A module's clean-up may hang; the process must end all the same.
        Task.Run(_runspace.Dispose).Wait(CloseBound);
    }

    private int Run(Command command)
    {
        try
        {
            Invoke(command, input: null);
        }
        catch (PipelineStoppedException) when (_signals.Received is { } signal)
        {
            return StopSignals.ExitCodeOf(signal);
        }
        catch (RuntimeException e)
        {
            Report(e.ErrorRecord);
            return ExitCodes.Error;
        }

        return _host.ExitCode ?? (LastSucceeded() ? ExitCodes.Success : ExitCodes.Error);
    }

    /// <summary>Output and errors go through the engine's own formatting, in the order in which they were written.</summary>
    private void Invoke(Command command, object? input)
    {
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        using (_signals.Watch(pipeline))
        {
            pipeline.Invoke(input is null ? Array.Empty<object>() : new[] { input });
        }

        _console.EndProgress();
    }

    /// <summary>Shows what ended the script as the engine shows it; the note marks it as error, not as output.</summary>
    private void Report(ErrorRecord error)
    {
        PSObject shown = new(error);
        shown.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        Invoke(new Command("$input", isScript: true, useLocalScope: false), shown);
        if (error.Exception is CommandNotFoundException missing
            && CommandHints.For(missing.CommandName) is { } hint)
        {
            _host.UI.WriteErrorLine(hint);
        }
    }

    private bool LastSucceeded()
    {
        using Pipeline pipeline = _runspace.CreatePipeline("$global:?");
        return LanguagePrimitives.IsTrue(pipeline.Invoke().FirstOrDefault());
    }
}
