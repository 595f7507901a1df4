namespace AsyncPS.Completion;

/// <summary>Completes what the session or its machine knows, without a store.</summary>
internal abstract class SessionCompleter : Completer
{
    /// <summary>All that could be offered.</summary>
    protected abstract IEnumerable<Candidate> Find();

    protected sealed override IEnumerable<Candidate> Find(string typed, IDictionary bound) => Find();
}
