using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes names of queues.</summary>
internal sealed class QueueCompleter : StoreCompleter
{
    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var queues = await store.Queues.ListAsync(cancellationToken).ConfigureAwait(false);
        return queues.Select(queue => new Candidate(
            queue.Name,
            $"{queue.Pending} pending, {queue.Active} active, {queue.Completed} completed" +
            (queue.Paused ? ", suspended" : "")));
    }
}
