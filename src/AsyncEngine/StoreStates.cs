using System.Runtime.CompilerServices;
using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>
/// The states of a store: named values that jobs work on, one job at a time, and change with their outcomes. Names
/// compare without regard to case. Thread-safe.
/// </summary>
/// <remarks>
/// Within a running job of the same store, <see cref="SetAsync"/> and <see cref="RemoveAsync"/> join that job's
/// transaction: they happen with its success, or not at all (R065).
/// </remarks>
public sealed class StoreStates
{
    private const int PageSize = 100;

    private readonly AsyncStore _store;

    internal StoreStates(AsyncStore store) => _store = store;

    /// <summary>A state's value; the type's default when there is none, or nothing was written yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <typeparam name="T">The type that it is taken as.</typeparam>
    /// <exception cref="AsyncEngineException"><c>PayloadNotSerializable</c>: it is of another kind.</exception>
    public async Task<T?> GetAsync<T>(string name, CancellationToken cancellationToken = default) =>
        await ReadAsync<T>(name, cancellationToken).ConfigureAwait(false) is { } state ? state.Value : default;

    /// <summary>A state with its version; null when there is none.</summary>
    /// <inheritdoc cref="GetAsync{T}"/>
    public async Task<StateValue<T>?> ReadAsync<T>(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var state = await _store.Storage.States.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        return state is null ? null : new StateValue<T>
        {
            Name = state.Name,
            Version = state.Version,
            ChangedAt = state.ChangedAt,
            ChangedBy = state.ChangedBy,
            UsedBy = state.UsedBy,
            Value = state.Value.IsEmpty ? default : (T?)_store.Options.Codec.Decode(state.Value, typeof(T)),
        };
    }

    /// <summary>Writes a state, and creates it where there is none. A job that works on it meanwhile meets a conflict.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value: plain values, or an object of public properties or fields.</param>
    /// <param name="expectedVersion">
    /// The version that it must have; 0 = it must not exist. Null, the default: whatever it is.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; it may have been written nevertheless.</param>
    /// <returns>The new version; 0 within a running job, where it is not written yet.</returns>
    /// <exception cref="AsyncEngineException">
    /// <c>StateConflict</c>: it has another version. <c>PayloadTooLarge</c>, <c>PayloadNotSerializable</c>.
    /// </exception>
    public Task<long> SetAsync(
        string name, object? value, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var change = new StateChange
        {
            Name = name,
            Value = _store.Options.Codec.Encode(value),
            ExpectedVersion = expectedVersion,
        };
        return ChangeAsync(change, cancellationToken);
    }

    /// <summary>Removes a state.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Also while an unfinished job names it.</param>
    /// <param name="cancellationToken">Gives up waiting; it may have been removed nevertheless.</param>
    /// <exception cref="AsyncEngineException"><c>StateNotFound</c>; <c>StateInUse</c> without <paramref name="force"/>.</exception>
    public Task RemoveAsync(string name, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ChangeAsync(new StateChange { Name = name, IsRemoval = true, Force = force }, cancellationToken);
    }

    /// <summary>States by name, read in pages while they are asked for.</summary>
    /// <param name="pattern">A name or wildcard (<c>*</c>, <c>?</c>, <c>[..]</c>); null = all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<StateInfo> ListAsync(
        string? pattern = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = new StateFilter(pattern is null ? null : [pattern], PageSize) { WithValues = false };
        while (true)
        {
            var page = await _store.Storage.States.ListAsync(filter, cancellationToken).ConfigureAwait(false);
            foreach (var state in page)
            {
                yield return new StateInfo
                {
                    Name = state.Name,
                    Version = state.Version,
                    ChangedAt = state.ChangedAt,
                    ChangedBy = state.ChangedBy,
                    UsedBy = state.UsedBy,
                };
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            filter = filter with { AfterName = page[^1].Name };
        }
    }

    internal async Task<long> ChangeAsync(StateChange change, CancellationToken cancellationToken)
    {
        if (JobContext.CurrentIn(_store.Storage) is { } context)
        {
            StateRules.Check(change, _store.Options);
            context.AddStateChange(change);
            return 0;
        }

        var versions = await _store.Storage.States.ChangeAsync([change], cancellationToken).ConfigureAwait(false);
        return versions[0];
    }
}
