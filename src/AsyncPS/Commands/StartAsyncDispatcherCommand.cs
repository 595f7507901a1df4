using System.Management.Automation.Runspaces;
using AsyncEngine.Diagnostics.Sinks;
using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Scripting.Judging;
using AsyncPS.Services.Logging;
using AsyncPS.Services.Notifying;
using AsyncPS.Services.Stopping;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Starts a dispatcher in this process: it claims jobs of its queues and runs them on threads of its own.</summary>
/// <remarks>
/// One dispatcher for each session and store; others may run in other sessions, processes and on other machines. It
/// stops with Stop-AsyncDispatcher, with the module, with its session and with the process.
/// </remarks>
[Cmdlet(VerbsLifecycle.Start, "AsyncDispatcher", SupportsShouldProcess = true, DefaultParameterSetName = BackgroundSet)]
[OutputType(typeof(Dispatcher))]
public sealed class StartAsyncDispatcherCommand : DispatcherSetupCmdlet
{
    private const string BackgroundSet = "Background";
    private const string WaitSet = "Wait";
    private const string DrainSet = "Drain";

    private bool _hasAnswered;

    /// <summary>The queues that it serves. Default: default.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = ["default"];

    /// <summary>Name of its agents, one for each queue. Default: main.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string AgentName { get; set; } = "main";

    /// <summary>How long an idle agent waits before it looks again although nothing woke it. Default: 5 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it says that it lives. Default: 30 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Does not return until the dispatcher is stopped: by Ctrl+C, by a signal (SIGTERM, SIGHUP), or by -MaxRunTime.
    /// Running jobs get a while to end; then they are interrupted and put back first in line. This is a service.
    /// $LASTEXITCODE says how it stopped: 0 cleanly, 1 it did not start or an error ended it, 3 jobs were interrupted, 4 one
    /// of them did not obey.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = WaitSet)]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// Returns when nothing is left in its queues that can run, and stops the dispatcher. Waits for what is due, for
    /// retries and for jobs of silent dispatchers; not for jobs whose own time lies ahead, nor for suspended queues.
    /// This is a scheduled task.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = DrainSet)]
    public SwitchParameter Drain { get; set; }

    /// <summary>With -Wait or -Drain: stops after this time at the latest.</summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    [Duration]
    public TimeSpan? MaxRunTime { get; set; }

    /// <summary>
    /// With -Wait or -Drain: how long running jobs may take to end when the dispatcher stops, before they are
    /// interrupted. Default: 25 seconds, since service managers kill what has not ended 30 seconds after SIGTERM. After
    /// Ctrl+C, or when the terminal is closed, no more than 5 seconds; a second signal ends it at once.
    /// </summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    [Duration]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// With -Wait or -Drain: a file that gets the log; it is put aside when it is full. "-" is standard error. Without it
    /// there is no log, but for a systemd service: it logs to the journal.
    /// </summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>How long the log may get, in bytes, before it is put aside. Default: 10 MB.</summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    [ValidateRange(1_024, long.MaxValue)]
    public long LogMaxSize { get; set; } = 10 << 20;

    /// <summary>How many logs that were put aside are kept: LogPath.1 is the youngest. Default: 5.</summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    [ValidateRange(0, 1_000)]
    public int LogKeep { get; set; } = 5;

    /// <summary>The least grave entries that are logged. Default: Information.</summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>Logs one line for each run of a job when it has ended: id, name, queue, outcome, duration.</summary>
    [Parameter(ParameterSetName = WaitSet)]
    [Parameter(ParameterSetName = DrainSet)]
    public SwitchParameter LogJobs { get; set; }

    /// <summary>Writes the dispatcher to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        try
        {
            StartAsAsked();
        }
        catch (Exception error) when (ParameterSetName != BackgroundSet && !_hasAnswered)
        {
            Answer(StopRules.NotStarted);
            LogFailure(error);
            throw;
        }
    }

    // Who runs it as a service may have nothing but the log. What went wrong may have come before there was one.
    private void LogFailure(Exception error)
    {
        if (error is OperationCanceledException or AsyncEngineException { ErrorId: ErrorIds.LogUnavailable } ||
            LogPath is null or LogSettings.StandardError)
        {
            return;
        }

        try
        {
            using var log = DispatcherLog.Open(ReadLogSettings(), ManagerWishes.ReadHere(), TimeProvider.System);
            log?.Say(LogLevel.Error, $"Ended by an error, exit code {StopRules.NotStarted}: {error.Message}");
        }
        catch (AsyncEngineException)
        {
            // It cannot be written; the error itself is told all the same.
        }
    }

    private void StartAsAsked()
    {
        var queues = string.Join(", ", Queue.Select(name => $"'{name}'"));
        if (!ShouldProcess($"Queue {queues} of {Storage.Location}", $"Start dispatcher of size {Size}"))
        {
            return;
        }

        if (ParameterSetName == BackgroundSet)
        {
            var notices = MakeNotices();
            using var said = Listen(notices, LogLevel.Warning);
            Start(notices);
            said.WriteRest();
            return;
        }

        Stay();
    }

    private void Stay()
    {
        var wishes = ManagerWishes.ReadHere();
        using var log = DispatcherLog.Open(ReadLogSettings(), wishes, TimeProvider.System);
        var notices = MakeNotices();
        using var said = Listen(notices, log is { IsOnStandardError: true } ? null : LogLevel.Warning);
        var local = Start(notices);
        log?.Follow(local.Dispatcher);
        var exitCode = new DispatcherVigil(local, new VigilSettings
        {
            MaxRunTime = MaxRunTime,
            StopTimeout = StopTimeout,
            Wishes = wishes,
            LongestSilence = PingInterval + DeathInterval,
            Clock = TimeProvider.System,
        }, log, said).Keep(Drain, StopToken);
        Answer(exitCode);
        if (local.Dispatcher.GetStatistics().Abandoned > 0)
        {
            ShellExitGuard.Arm(Runspace.DefaultRunspace, exitCode);
        }

        StopToken.ThrowIfCancellationRequested();
    }

    private void Answer(int exitCode)
    {
        _hasAnswered = true;
        SessionState.PSVariable.Set("global:LASTEXITCODE", exitCode);
    }

    private LocalDispatcher Start(DispatcherNotices notices)
    {
        var local = Launch(notices);
        if (PassThru)
        {
            WriteObject(Describe(local));
        }

        return local;
    }

    private DispatcherNotices MakeNotices() => new(Use.Lease?.Store.Options.Log);

    // What nobody sees is not asked for: the trace of a busy dispatcher is thousands of lines a second.
    private PipelineLog Listen(DispatcherNotices notices, LogLevel? least)
    {
        LogHub[] heard = Use.Lease?.Store.Options.Log is { } ofStore ? [notices.Hub, ofStore] : [notices.Hub];
        return new PipelineLog(
            heard, IsVerbose() ? LogLevel.Debug : least, WriteWarning, WriteVerbose, TimeProvider.System);
    }

    private bool IsVerbose() => MyInvocation.BoundParameters.TryGetValue("Verbose", out var wanted)
        ? wanted is SwitchParameter { IsPresent: true }
        : SessionState.PSVariable.GetValue("VerbosePreference")?.ToString() is not
            (null or "" or nameof(ActionPreference.SilentlyContinue) or nameof(ActionPreference.Ignore));

    private LogSettings ReadLogSettings() => new()
    {
        Path = LogPath is null or LogSettings.StandardError ? LogPath : GetUnresolvedProviderPathFromPSPath(LogPath),
        MaxSize = LogMaxSize,
        Keep = LogKeep,
        Level = LogLevel,
        Jobs = LogJobs,
    };

    private LocalDispatcher Launch(DispatcherNotices notices)
    {
        var lease = Use.Lease?.Share() ?? throw Refusals.StoreOfHost();
        var launch = new DispatcherLaunch(Sessions.Current, lease, new DispatcherSettings
        {
            Queues = Queue,
            Size = Size,
            AgentName = AgentName,
            Rules = new AgentRules(FilterScript.OfFilter(Filter), FilterScript.OfPreference(Preference)),
            Runner = IsolationParameters.ToRunner(Isolation, MaxMemory),
            PollInterval = PollInterval,
            KeepCompleted = KeepCompleted,
            PingInterval = PingInterval,
            DeathInterval = DeathInterval,
            InitializationScript = InitializationScript?.ToString(),
            Modules = Modules(),
            AssemblyPaths = Assemblies(),
            ModulePath = OwnManifest(),
        }, notices);
        return Await(launch.StartAsync);
    }

    private Dispatcher Describe(LocalDispatcher local) => new(
        Await(Storage.Dispatchers.ListAsync).First(info => info.Uuid == local.Dispatcher.Uuid),
        local.Dispatcher.GetStatistics(),
        Clock.GetUtcNow(),
        local.Notices.Recent);
}
