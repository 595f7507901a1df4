using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes UUIDs of active dispatchers; the tooltip says where they run.</summary>
internal sealed class DispatcherCompleter : StoreCompleter
{
    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var dispatchers = await store.Dispatchers.ListAsync(cancellationToken).ConfigureAwait(false);
        return dispatchers
            .Where(dispatcher => dispatcher.ActivatedAt is not null)
            .Select(dispatcher => new Candidate(
                dispatcher.Uuid.ToString(),
                $"process {dispatcher.ProcessId} on {dispatcher.Host}, {dispatcher.Agents.Count} agents" +
                (dispatcher.Alive ? "" : ", silent")));
    }
}
