using AsyncPS.Commands.Parameters;
using AsyncPS.Errors;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Stops a dispatcher of this process. Running jobs get time to end; then they are put back first in line.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AsyncDispatcher", SupportsShouldProcess = true, DefaultParameterSetName = SessionSet)]
public sealed class StopAsyncDispatcherCommand : StoreCmdlet
{
    private const string SessionSet = "Session";
    private const string InputObjectSet = "InputObject";

    /// <summary>Dispatchers of this process, as Get-AsyncDispatcher writes them. Default: the one of this session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNullOrEmpty]
    public Dispatcher[] InputObject { get; set; } = null!;

    /// <summary>How long running jobs may take to end before they are interrupted. Default: 30 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Interrupts running jobs at once.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == SessionSet)
        {
            StopOwn();
            return;
        }

        foreach (var dispatcher in InputObject)
        {
            Try(() => Stop(
                LocalDispatchers.Shared.Find(dispatcher.Uuid) ?? throw Refusals.DispatcherElsewhere(dispatcher)));
        }
    }

    private void StopOwn()
    {
        var own = LocalDispatchers.Shared.FindAll(Sessions.Current, Storage);
        if (own.Count == 0)
        {
            Try(() => throw Refusals.NoDispatcher());
        }

        foreach (var local in own)
        {
            Try(() => Stop(local));
        }
    }

    private void Stop(LocalDispatcher local)
    {
        if (ShouldProcess(local.Dispatcher.Uuid.ToString(), "Stop dispatcher"))
        {
            Await(token => local.StopAsync(Force ? TimeSpan.Zero : Timeout, token));
            SayNotices(local.IsAttended ? [] : local.Notices.Take());
        }
    }
}
