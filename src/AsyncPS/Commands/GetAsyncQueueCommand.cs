using AsyncPS.Completion;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>Gets queues with the number of jobs in each status and how long the oldest ready job has waited.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncQueue")]
[OutputType(typeof(Queue))]
public sealed class GetAsyncQueueCommand : StoreCmdlet
{
    /// <summary>Names of queues, or patterns. All queues without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        var now = Clock.GetUtcNow();
        var queues = NameSelection.Select(
            Await(Storage.Queues.ListAsync),
            Name,
            queue => queue.Name,
            missing => WriteError(EngineErrors.ToRecord(Refusals.QueueNotFound(missing))));
        foreach (var queue in queues)
        {
            WriteObject(new Queue(queue, now));
        }
    }
}
