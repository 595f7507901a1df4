using AsyncEngine.Storage;

namespace AsyncPS.Commands;

/// <summary>Resumes suspended queues.</summary>
[Cmdlet(VerbsLifecycle.Resume, "AsyncQueue", SupportsShouldProcess = true)]
[OutputType(typeof(Queue))]
public sealed class ResumeAsyncQueueCommand : QueueChangeCmdlet
{
    /// <summary>Writes the queue to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Action => "Resume queue";

    private protected override void Change(QueueInfo queue)
    {
        Await(token => Storage.Queues.SetPausedAsync(queue.Name, false, token));
        if (PassThru)
        {
            WriteQueue(queue.Name);
        }
    }
}
