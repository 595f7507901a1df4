using System.Globalization;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Capture;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that says what a script job finds when it starts, and how far it is kept apart.</summary>
public abstract class ScriptSetupCmdlet : StoreCmdlet
{
    private protected const string ScriptBlockSet = "ScriptBlock";
    private protected const string FilePathSet = "FilePath";
    private protected const string MethodSet = "Method";

    private protected ScriptSetupCmdlet()
    {
    }

    /// <summary>
    /// Functions of this session that the job has, too, by name or pattern. Their texts are taken now. A function of a
    /// module comes with -ImportModule.
    /// </summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string[] Function { get; set; } = [];

    /// <summary>Modules that are imported before the script runs, by name or path. The job fails if one is missing.</summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModuleCompleter))]
    public string[] ImportModule { get; set; } = [];

    /// <summary>
    /// The folder that the script starts in. The job fails if its dispatcher's machine has no such folder. Default: the
    /// folder that the dispatcher was started in.
    /// </summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The culture of numbers and dates. Default: the dispatcher's.</summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>The culture of messages and help. Default: the dispatcher's.</summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? UICulture { get; set; }

    /// <summary>
    /// How far the script is kept apart from other jobs. Shared: in a runspace of the dispatcher's process that is put
    /// back after each job. Fresh: in a new runspace. Process: in a child process, which is killed when the job does not
    /// end at its -Timeout, and which takes only this job along when it crashes. Default: what the agent says, which is
    /// Shared unless it was given something else.
    /// </summary>
    [Parameter]
    public JobIsolation? Isolation { get; set; }

    /// <summary>
    /// How many bytes the job's process may have, PowerShell's own 100 MB included; one that has more is killed, and the
    /// job fails with JobMemoryExceeded. Means -Isolation Process.
    /// </summary>
    [Parameter]
    [ValidateRange(IsolationParameters.LeastMemory, long.MaxValue)]
    public long? MaxMemory { get; set; }

    /// <summary>Errors that do not end a script, and failing native commands, make the job fail.</summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    public SwitchParameter StopOnError { get; set; }

    /// <summary>What was chosen. Refuses what cannot be.</summary>
    private protected ScriptSettings ReadSettings()
    {
        IsolationParameters.Check(Isolation, MaxMemory);
        if (ParameterSetName == MethodSet)
        {
            return Isolation is null && MaxMemory is null ? ScriptSettings.Default : throw IsolationParameters.OfMethod();
        }

        return ScriptSettings.Default with
        {
            Functions = FunctionCapture.Of(Function, SessionState),
            Modules = [.. ImportModule.Select(name => ModulePath.Of(name, SessionState.Path))],
            WorkingDirectory = WorkingDirectory is null ? null : FolderPath.Of(WorkingDirectory, SessionState.Path),
            Culture = Culture?.Name,
            UICulture = UICulture?.Name,
            StopOnError = StopOnError,
            Verbose = IsSet("Verbose"),
            Debug = IsSet("Debug"),
            Isolation = IsolationParameters.Of(Isolation, MaxMemory),
            MaxMemory = MaxMemory,
        };
    }

    private bool IsSet(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value) && value is SwitchParameter { IsPresent: true };
}
