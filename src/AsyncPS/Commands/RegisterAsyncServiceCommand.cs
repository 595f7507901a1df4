using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Scripting.Judging;
using AsyncPS.Services.Installing;
using AsyncPS.Services.Logging;
using AsyncPS.Services.Units;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>
/// Makes a service of this machine that keeps a dispatcher running: a unit of systemd, a task of Windows, or a job of
/// launchd. -WhatIf says exactly what it would write and run.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "AsyncService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Service))]
public sealed class RegisterAsyncServiceCommand : AsyncCmdlet
{
    /// <summary>Name of the service: letters, digits, and _ . - within. Default: asyncps.</summary>
    [Parameter(Position = 0)]
    [ValidatePattern("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")]
    public string Name { get; set; } = "asyncps";

    /// <summary>The queues that it serves. Default: default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = ["default"];

    /// <summary>How many jobs of each queue run at once. Default: 3.</summary>
    [Parameter]
    [ValidateRange(1, 1_000)]
    public int Size { get; set; } = 3;

    /// <summary>
    /// The account that it runs as. Default: yours; with sudo the account that called it. With -Scope User it is always
    /// yours.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>
    /// The store whose jobs it runs. Default: the one that this session works on. A server's address must be without a
    /// password: units can be read by everybody.
    /// </summary>
    [Parameter]
    public StoreRef? Store { get; set; }

    /// <summary>File of its log. Default: the journal of systemd; elsewhere a file of its name in the logs' folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>How long the log may get, in bytes, before it is put aside. Default: 10 MB.</summary>
    [Parameter]
    [ValidateRange(1_024, long.MaxValue)]
    public long? LogMaxSize { get; set; }

    /// <summary>How many logs that were put aside are kept. Default: 5.</summary>
    [Parameter]
    [ValidateRange(0, 1_000)]
    public int? LogKeep { get; set; }

    /// <summary>The least grave entries that are logged. Default: Information.</summary>
    [Parameter]
    public LogLevel? LogLevel { get; set; }

    /// <summary>Logs one line for each run of a job.</summary>
    [Parameter]
    public SwitchParameter LogJobs { get; set; }

    /// <summary>Name of its agents. Default: main.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AgentName { get; set; }

    /// <summary>Says of a job whether the agents take it. Default: all jobs.</summary>
    [Parameter]
    public ScriptBlock? Filter { get; set; }

    /// <summary>Ranks the jobs that the agents take, higher first. Default: the order of the queue.</summary>
    [Parameter]
    public object? Preference { get; set; }

    /// <summary>
    /// How far scripts are kept apart that do not say it themselves: Shared, Fresh or Process. Default: Shared.
    /// </summary>
    [Parameter]
    public JobIsolation? Isolation { get; set; }

    /// <summary>
    /// How many bytes the process of a job may have that does not say it itself. Means -Isolation Process. Default: no
    /// limit.
    /// </summary>
    [Parameter]
    [ValidateRange(IsolationParameters.LeastMemory, long.MaxValue)]
    public long? MaxMemory { get; set; }

    /// <summary>How long completed jobs are kept; older ones are removed from the store. Default: for ever.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? KeepCompleted { get; set; }

    /// <summary>How long an idle agent waits before it looks again although nothing woke it. Default: 5 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? PollInterval { get; set; }

    /// <summary>How often it says that it lives. Default: 30 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? PingInterval { get; set; }

    /// <summary>
    /// How long it may be silent before others take over its jobs, and systemd starts it anew. Default: 60 seconds.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan DeathInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long running jobs may take to end when it is stopped. Default: 25 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>A script that each worker runs once before its first job.</summary>
    [Parameter]
    public ScriptBlock? InitializationScript { get; set; }

    /// <summary>Modules that each worker imports before its first job, by name or path.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ImportModule { get; set; } = [];

    /// <summary>Files of assemblies whose types jobs may name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AssemblyPath { get; set; } = [];

    /// <summary>Path of the shell that it runs in. Default: pwsh where there is one, else this one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ShellPath { get; set; }

    /// <summary>Who manages it. Default: systemd on Linux, the task scheduler on Windows, launchd on macOS.</summary>
    [Parameter]
    public ServiceKind? Kind { get; set; }

    /// <summary>Whose it is. Default: the machine's for root and administrators, else yours.</summary>
    [Parameter]
    public ServiceScope? Scope { get; set; }

    /// <summary>Starts it, too; one that runs already is started anew.</summary>
    [Parameter]
    public SwitchParameter Start { get; set; }

    /// <summary>Replaces a service of this name that AsyncPS has made.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        var kind = Kind ?? ServicePlaces.DefaultKind;
        var scope = Scope ?? (Environment.IsPrivilegedProcess ? ServiceScope.System : ServiceScope.User);
        var address = new StoreResolver(SessionState.Path).Locate(Store);
        var service = Define(kind, scope, address);
        var path = ServicePlaces.Here.PathOf(Name, kind, scope);
        var done = new ServiceChange(this, kind, scope).Do(
            ServicePlans.Install(service, path, Start),
            $"Register the service {Name}",
            () => Check(service, address, path));
        if (done)
        {
            WriteObject(ServiceList.Describe(UnitFile.Read(path)!, path));
        }
    }

    private void Check(ServiceDefinition service, StoreAddress address, string path)
    {
        if (File.Exists(path))
        {
            var isOurs = UnitFile.Read(path) is not null;
            if (!isOurs || !Force)
            {
                throw isOurs ? Refusals.ServiceExists(Name, path) : Refusals.ServiceForeign(Name, path);
            }
        }

        FolderCheck.RequireWritable(path);
        AccountCheck.Require(service.User, address.IsServer ? null : address.Path, [service.Shell[0], Manifest()]);
    }

    private ServiceDefinition Define(ServiceKind kind, ServiceScope scope, StoreAddress address)
    {
        if (address.HoldsPassword)
        {
            throw Refusals.PasswordInService();
        }

        var shell = ShellFinder.Find(ShellPath is null ? null : GetUnresolvedProviderPathFromPSPath(ShellPath));
        var log = LogPath switch
        {
            null => ServicePlaces.Here.DefaultLog(Name, kind, scope),
            LogSettings.StandardError => LogPath,
            _ => GetUnresolvedProviderPathFromPSPath(LogPath),
        };
        return new ServiceDefinition
        {
            Name = Name,
            Kind = kind,
            Scope = scope,
            User = Account(scope),
            Shell = shell,
            Script = StartScript.Of(Manifest(), Parameters(address, log)),
            Store = address.Path,
            Queues = Queue,
            Size = Size,
            LogPath = log,
            StopTimeout = StopTimeout,
            DeathInterval = DeathInterval,
            Version = typeof(RegisterAsyncServiceCommand).Assembly.GetName().Version?.ToString(3) ?? "0",
            Environment = ShellFinder.VariablesFor(shell),
        };
    }

    private string Account(ServiceScope scope)
    {
        var own = Environment.UserName;
        if (scope == ServiceScope.System)
        {
            return User ?? (Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } caller ? caller : own);
        }

        return User is null || User == own
            ? own
            : throw Refusals.ArgumentInvalid(
                $"A service of the scope User runs as its own account, '{own}', and not as '{User}'. Use -Scope System.", User);
    }

    private Dictionary<string, object?> Parameters(StoreAddress address, string? log)
    {
        // What cannot be used is refused here, not when the service starts.
        FilterScript.OfFilter(Filter);
        FilterScript.OfPreference(Preference);
        IsolationParameters.ToRunner(Isolation, MaxMemory);
        return new Dictionary<string, object?>
        {
            [nameof(Store)] = address.Path,
            [nameof(Queue)] = Queue,
            [nameof(Size)] = Size,
            [nameof(AgentName)] = AgentName,
            [nameof(Filter)] = Filter,
            [nameof(Preference)] = (Preference as PSObject)?.BaseObject ?? Preference,
            [nameof(Isolation)] = Isolation,
            [nameof(MaxMemory)] = MaxMemory,
            [nameof(KeepCompleted)] = KeepCompleted,
            [nameof(PollInterval)] = PollInterval,
            [nameof(PingInterval)] = PingInterval,
            [nameof(DeathInterval)] = DeathInterval,
            [nameof(StopTimeout)] = StopTimeout,
            [nameof(InitializationScript)] = InitializationScript,
            [nameof(ImportModule)] = ImportModule.Length == 0 ? null : ImportModule.Select(ModuleName).ToList(),
            [nameof(AssemblyPath)] = AssemblyPath.Length == 0
                ? null
                : AssemblyPath.Select(each => GetUnresolvedProviderPathFromPSPath(each)).ToList(),
            [nameof(LogPath)] = log,
            [nameof(LogMaxSize)] = LogMaxSize,
            [nameof(LogKeep)] = LogKeep,
            [nameof(LogLevel)] = LogLevel,
            [nameof(LogJobs)] = LogJobs.IsPresent,
        };
    }

    private string ModuleName(string name) =>
        name.IndexOfAny(['/', '\\']) >= 0 ? GetUnresolvedProviderPathFromPSPath(name) : name;

    private string Manifest() => Path.Combine(
        MyInvocation.MyCommand.Module?.ModuleBase ?? EngineLoadContext.Folder, "AsyncPS.psd1");
}
