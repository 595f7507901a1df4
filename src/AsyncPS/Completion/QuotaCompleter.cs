using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes names of quotas: those of the queue that was named, else all.</summary>
internal sealed class QuotaCompleter : StoreCompleter
{
    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var quotas = await store.Quotas.ListAsync(bound["Queue"] as string, cancellationToken).ConfigureAwait(false);
        return quotas
            .DistinctBy(quota => quota.Name, StringComparer.OrdinalIgnoreCase)
            .Select(quota => new Candidate(quota.Name, $"{quota.Used} of {quota.Size} used in queue {quota.Queue}"));
    }
}
