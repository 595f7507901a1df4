using AsyncEngine.Storage;

namespace AsyncPS.Commands;

/// <summary>Suspends queues: their jobs stay and none is begun, by any dispatcher. Running jobs go on.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "AsyncQueue", SupportsShouldProcess = true)]
[OutputType(typeof(Queue))]
public sealed class SuspendAsyncQueueCommand : QueueChangeCmdlet
{
    /// <summary>Writes the queue to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Action => "Suspend queue";

    private protected override void Change(QueueInfo queue)
    {
        Await(token => Storage.Queues.SetPausedAsync(queue.Name, true, token));
        if (PassThru)
        {
            WriteQueue(queue.Name);
        }
    }
}
