using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Services.Health;
using AsyncPS.Services.Installing;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>
/// Tells whether the jobs of a store get done: the store answers, a living dispatcher serves each queue, and no job waits
/// too long.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "AsyncService")]
[OutputType(typeof(ServiceHealth))]
public sealed class TestAsyncServiceCommand : AsyncCmdlet
{
    /// <summary>
    /// A registered service: its store and its queues are looked at, and whether the service manager has it running.
    /// Without it, -Store and -Queue say what is looked at.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string? Name { get; set; }

    /// <summary>The queues that are looked at. Default: those of the named service, else default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>The store. Default: that of the named service, else the one that this session works on.</summary>
    [Parameter]
    public StoreRef? Store { get; set; }

    /// <summary>How long a ready job may wait before it is a warning. Default: 10 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long dispatchers may be silent. Default: as long as each has said itself, its -DeathInterval.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? MaxSilence { get; set; }

    /// <summary>How long the store may need to answer. Default: 10 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Ends the shell with the health as exit code: 0 well, 1 a job waits too long, 2 nothing gets done, 3 it could not be
    /// found out. For monitoring systems, which call it OK, WARNING, CRITICAL and UNKNOWN.
    /// </summary>
    [Parameter]
    public SwitchParameter ExitCode { get; set; }

    private protected override void End()
    {
        if (!ExitCode)
        {
            WriteObject(Ask());
            return;
        }

        var code = HealthRules.Unknown;
        try
        {
            WriteObject(Say(out code));
        }
        finally
        {
            SessionState.PSVariable.Set("global:LASTEXITCODE", code);
            Host.SetShouldExit(code);
        }
    }

    // Monitoring systems read standard output alone.
    private string Say(out int code)
    {
        try
        {
            var health = Ask();
            code = health.ExitCode;
            return health.ToString().ReplaceLineEndings(" ");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            code = HealthRules.Unknown;
            return $"UNKNOWN: {error.Message}".ReplaceLineEndings(" ");
        }
    }

    private ServiceHealth Ask()
    {
        var service = Name is null ? null : Find(Name);
        var resolver = new StoreResolver(SessionState.Path);
        var store = Store ?? (service is null ? null : StoreRefConverter.Read(service.Store));
        var address = resolver.Locate(store);
        var probe = new HealthProbe(
            new HealthLimits
            {
                Queues = Queue ?? service?.Queue.ToArray() ?? ["default"],
                MaxWait = MaxWait,
                MaxSilence = MaxSilence,
                Timeout = Timeout,
            },
            TimeProvider.System);
        var health = Await(token => probe.AskAsync(address.ToString(), () => StoreResolver.OpenExisting(address), token));
        return service is null ? health : WithService(health, service);
    }

    private static Service Find(string name)
    {
        var found = ServiceList.Read(kinds: null, scopes: null).Where(each => each.Mark.Name == name).ToList();
        return found.Count == 0 ? throw Refusals.ServiceNotFound(name) : ServiceList.Describe(found[0].Mark, found[0].Path);
    }

    // Empty: no service manager to ask. The dispatchers say enough then.
    private static ServiceHealth WithService(ServiceHealth health, Service service)
    {
        var isDown = service.State is not (null or "" or "active" or "activating" or "reloading" or "Running");
        return health with
        {
            Service = service.Name,
            ExitCode = isDown ? HealthRules.Critical : health.ExitCode,
            Reason = isDown
                ? new ViewList<string>([$"the service '{service.Name}' is {service.State}", .. health.Reason])
                : health.Reason,
        };
    }
}
