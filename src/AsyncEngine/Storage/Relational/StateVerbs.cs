using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.States;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational;

/// <inheritdoc cref="IStateStore"/>
internal sealed class StateVerbs(IVerbWriter writer, IVerbReader reader, StoreOptions options) : IStateStore
{
    public Task<StateRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
        reader.RunAsync(database => StateReader.Read(database, name), cancellationToken);

    public Task<IReadOnlyList<StateRecord>> ListAsync(StateFilter filter, CancellationToken cancellationToken) =>
        reader.RunAsync(database => StateReader.List(database, filter), cancellationToken);

    public async Task<IReadOnlyList<long>> ChangeAsync(
        IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            StateRules.Check(change, options);
        }

        return await writer.RunAsync(session => Change(session, changes), changes.Count, cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyList<long> Change(WriteSession session, IReadOnlyList<StateChange> changes)
    {
        foreach (var change in changes)
        {
            session.States.Check(change);
        }

        return [.. changes.Select(change => session.States.Apply(change, changedBy: null))];
    }
}
