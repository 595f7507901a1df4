using AsyncEngine.Dispatching;
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
public sealed class RegisterAsyncServiceCommand : DispatcherSetupCmdlet
{
    /// <summary>Name of the service: letters, digits, and _ . - within. Default: asyncps.</summary>
    [Parameter(Position = 0)]
    [ValidatePattern(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\z")]
    public string Name { get; set; } = "asyncps";

    /// <summary>The queues that it serves. Default: default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = ["default"];

    /// <summary>
    /// The account that it runs as. Default: yours; with sudo the account that called it. With -Scope User it is always
    /// yours.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

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

    /// <summary>How long an idle agent waits before it looks again although nothing woke it. Default: 5 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? PollInterval { get; set; }

    /// <summary>How often it says that it lives. Default: 30 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? PingInterval { get; set; }

    /// <summary>How long running jobs may take to end when it is stopped. Default: 25 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(25);

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
        var address = Resolver.Locate(Store);
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

        if (ServicePlaces.Elsewhere(Name, service.Kind, service.Scope).FirstOrDefault(File.Exists) is { } hidden)
        {
            throw Refusals.ServiceForeign(Name, hidden);
        }

        FolderCheck.RequireWritable(path);
        AccountCheck.Require(service.User, new AccountNeeds
        {
            Store = address.IsServer ? null : address.Path,
            Shell = service.Shell[0],
            Libraries = [ManifestPath, .. Assemblies(), .. Modules().Where(Path.IsPathRooted)],
            Log = service.LogPath is LogSettings.StandardError ? null : service.LogPath,
        });
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
            Script = StartScript.Of(ManifestPath, Parameters(address, log)),
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
        var own = OwnAccount.Name;
        if (scope == ServiceScope.System)
        {
            return User ?? (Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } caller ? caller : own);
        }

        return User is null || OwnAccount.Is(User)
            ? own
            : throw Refusals.ArgumentInvalid(
                $"A service of the scope User runs as its own account, '{own}', and not as '{User}'. Use -Scope System.", User);
    }

    private void CheckIntervals()
    {
        var usual = new DispatcherOptions();
        new DispatcherOptions
        {
            PollInterval = PollInterval ?? usual.PollInterval,
            PingInterval = PingInterval ?? usual.PingInterval,
            DeathInterval = DeathInterval,
            KeepCompleted = KeepCompleted,
        }.Validate();
    }

    private Dictionary<string, object?> Parameters(StoreAddress address, string? log)
    {
        // What cannot be used is refused here, not when the service starts.
        FilterScript.OfFilter(Filter);
        FilterScript.OfPreference(Preference);
        IsolationParameters.ToRunner(Isolation, MaxMemory);
        CheckIntervals();
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
            [nameof(ImportModule)] = ImportModule.Length == 0 ? null : Modules(),
            [nameof(AssemblyPath)] = AssemblyPath.Length == 0 ? null : Assemblies(),
            [nameof(LogPath)] = log,
            [nameof(LogMaxSize)] = LogMaxSize,
            [nameof(LogKeep)] = LogKeep,
            [nameof(LogLevel)] = LogLevel,
            [nameof(LogJobs)] = LogJobs.IsPresent,
        };
    }
}
