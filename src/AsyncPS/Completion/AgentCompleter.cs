using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes names of the agents of active dispatchers.</summary>
internal sealed class AgentCompleter : StoreCompleter
{
    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var dispatchers = await store.Dispatchers.ListAsync(cancellationToken).ConfigureAwait(false);
        return dispatchers
            .Where(dispatcher => dispatcher.ActivatedAt is not null)
            .SelectMany(dispatcher => dispatcher.Agents)
            .GroupBy(agent => agent.Name, StringComparer.OrdinalIgnoreCase)
            .Select(agents => new Candidate(
                agents.Key,
                string.Join("; ", agents.Take(3).Select(agent => $"{agent.Size} of queue {agent.Queue} at once"))));
    }
}
