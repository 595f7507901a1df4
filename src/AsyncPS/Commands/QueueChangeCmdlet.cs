using AsyncEngine.Storage;
using AsyncPS.Completion;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that does one thing to each of the queues that were named.</summary>
public abstract class QueueChangeCmdlet : StoreCmdlet
{
    private protected QueueChangeCmdlet()
    {
    }

    /// <summary>Names of queues, or patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>What is done, in the user's words, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    private protected abstract void Change(QueueInfo queue);

    private protected override void Process()
    {
        var queues = NameSelection.Select(
            Await(Storage.Queues.ListAsync),
            Name,
            queue => queue.Name,
            missing => WriteError(EngineErrors.ToRecord(Refusals.QueueNotFound(missing))));
        foreach (var queue in queues)
        {
            if (ShouldProcess(queue.Name, Action))
            {
                Try(() => Change(queue));
            }
        }
    }

    private protected void WriteQueue(string name)
    {
        var queue = Await(Storage.Queues.ListAsync).FirstOrDefault(queue => queue.Name == name);
        if (queue is not null)
        {
            WriteObject(new Queue(queue, Clock.GetUtcNow()));
        }
    }
}
