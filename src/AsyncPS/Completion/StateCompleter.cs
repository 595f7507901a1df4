using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes names of states.</summary>
internal sealed class StateCompleter : StoreCompleter
{
    // Enough that those that begin with what was typed are mostly among them.
    private const int Read = 1_000;

    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var filter = new StateFilter(null, Read) { WithValues = false };
        var states = await store.States.ListAsync(filter, cancellationToken).ConfigureAwait(false);
        return states.Select(state => new Candidate(
            state.Name,
            $"version {state.Version}, changed {DisplayText.Distance(state.ChangedAt)}" +
            (state.UsedBy is { } job ? $", used by job {job}" : "")));
    }
}
