using AsyncPS.Completion;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Gets the dispatchers that the store knows, of all processes and machines, with agents and running jobs.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncDispatcher")]
[OutputType(typeof(Dispatcher))]
public sealed class GetAsyncDispatcherCommand : StoreCmdlet
{
    /// <summary>Only the dispatchers of these identities.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public Guid[]? Uuid { get; set; }

    /// <summary>Only dispatchers that are alive.</summary>
    [Parameter]
    public SwitchParameter Alive { get; set; }

    /// <summary>Only dispatchers of this process.</summary>
    [Parameter]
    public SwitchParameter Local { get; set; }

    private protected override void End()
    {
        foreach (var info in Await(Storage.Dispatchers.ListAsync))
        {
            var local = LocalDispatchers.Shared.Find(info.Uuid);
            var dispatcher = new Dispatcher(
                info, local?.Dispatcher.GetStatistics(), Clock.GetUtcNow(), local?.Notices.Recent);
            if (Matches(dispatcher))
            {
                WriteObject(dispatcher);
            }
        }
    }

    private bool Matches(Dispatcher dispatcher) =>
        (Uuid is null || Uuid.Contains(dispatcher.Uuid)) &&
        (!Alive || dispatcher.Alive) &&
        (!Local || dispatcher.IsLocal);
}
