namespace AsyncEngine.Storage;

/// <summary>All that a store holds, out of one and into another, of whatever kind.</summary>
internal interface ITransferStore
{
    /// <summary>
    /// Opens what the store holds, as it is at this moment: later changes do not show. Blocks. Used by one thread at a
    /// time. While it is open, a file's log is not emptied and a server keeps what others delete.
    /// </summary>
    IStoreExport Export();

    /// <summary>
    /// Takes over what another store holds, ids included, in one transaction: all of it or nothing. Jobs that were in
    /// somebody's hands are put back as if that dispatcher had died. <c>StoreNotEmpty</c>: there is something here already.
    /// </summary>
    /// <param name="open">Opens the other store. Called again if the transaction has to be.</param>
    /// <param name="report">Told from time to time how far it is.</param>
    /// <param name="cancellationToken">Undoes it.</param>
    Task<StoreCopyResult> ImportAsync(
        Func<IStoreExport> open, Action<StoreCopyProgress>? report, CancellationToken cancellationToken);
}
