using AsyncEngine.Storage;

namespace AsyncPS.Commands;

/// <summary>Removes queues with their quotas and finished jobs.</summary>
/// <remarks>A queue that has unfinished jobs is refused unless -Force is given. The queue "default" always stays.</remarks>
[Cmdlet(VerbsCommon.Remove, "AsyncQueue", SupportsShouldProcess = true)]
public sealed class RemoveAsyncQueueCommand : QueueChangeCmdlet
{
    /// <summary>Removes the queue although it has unfinished jobs: these are removed too, running ones are ended.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Action => Force ? "Remove queue with all its jobs" : "Remove queue";

    private protected override void Change(QueueInfo queue) =>
        Await(token => Storage.Queues.RemoveAsync(queue.Name, Force, token));
}
