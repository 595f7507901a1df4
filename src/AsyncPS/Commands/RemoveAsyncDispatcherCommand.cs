using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>
/// Forgets dispatchers that have stopped or died: lists leave them out from now on. Finished jobs still tell who ran them.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "AsyncDispatcher", SupportsShouldProcess = true)]
public sealed class RemoveAsyncDispatcherCommand : StoreCmdlet
{
    /// <summary>Dispatchers, as Get-AsyncDispatcher writes them, or their UUIDs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[] Dispatcher { get; set; } = null!;

    private protected override void Process()
    {
        foreach (var dispatcher in Dispatcher)
        {
            if (ShouldProcess($"Dispatcher {dispatcher.Uuid}", "Forget dispatcher"))
            {
                Try(() => Await(token => Storage.Dispatchers.ForgetAsync(dispatcher.Uuid, token)));
            }
        }
    }
}
