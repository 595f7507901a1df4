namespace AsyncEngine.Storage;

/// <summary>Copies one store into another.</summary>
internal static class StoreCopy
{
    /// <summary>Copies all that is in a store. See <see cref="AsyncStore.CopyToAsync"/>.</summary>
    public static async Task<StoreCopyResult> RunAsync(
        IStore from, IStore to, bool force, Action<StoreCopyProgress>? report, CancellationToken cancellationToken)
    {
        if (from.Location == to.Location)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid, $"The store '{from.Location}' cannot be copied into itself. Name another.")
            {
                Target = to.Location,
            };
        }

        if (!force)
        {
            RefuseAlive(from, await from.Dispatchers.ListAsync(cancellationToken).ConfigureAwait(false));
        }

        return await to.Transfer.ImportAsync(from.Transfer.Export, report, cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseAlive(IStore from, IReadOnlyList<DispatcherInfo> dispatchers)
    {
        if (dispatchers.FirstOrDefault(dispatcher => dispatcher.Alive) is { } alive)
        {
            throw new AsyncEngineException(
                ErrorIds.DispatcherRunning,
                $"The store '{from.Location}' was not copied: dispatcher {alive.Uuid} (process {alive.ProcessId} on "
                    + $"{alive.Host}) works on it, and its jobs would run in both stores. Stop it first; or copy with force, "
                    + "and see to it that only one of the stores is used afterwards.")
            {
                Target = from.Location,
            };
        }
    }
}
