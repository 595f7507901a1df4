using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Session;

namespace AsyncPS.Completion;

/// <summary>
/// Completes an argument from a store. Fast or silent: a completion that fails, takes long, or would have to create a
/// store, offers nothing.
/// </summary>
internal abstract class StoreCompleter : Completer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>What the store offers; the match with what was typed is made by the caller.</summary>
    protected abstract Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken);

    protected sealed override IEnumerable<Candidate> Find(string typed, IDictionary bound)
    {
        var paths = ScriptBlock.Create("$ExecutionContext.SessionState.Path").Invoke()[0].BaseObject as PathIntrinsics;
        using var use = new StoreResolver(paths!).ResolveExisting(StoreRefConverter.Read(bound["Store"]));
        if (use is null)
        {
            return [];
        }

        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var find = FindAsync(use.Storage, bound, limit.Token);
        return find.Wait(Patience) ? find.Result : [];
    }
}
