namespace AsyncEngine.Storage;

/// <summary>
/// One database, as the engine sees it: faces made of domain verbs. Every verb is one atomic step; a verb that takes a
/// list takes it as a batch. All members may be called from any thread.
/// </summary>
/// <remarks>
/// Every verb that fails throws <see cref="Jobs.AsyncEngineException"/> with a stable id. What can be expected in
/// normal work (nothing to claim, a settle that comes too late) is a result, never an exception.
/// </remarks>
internal interface IStore : IAsyncDisposable
{
    /// <summary>The file's full path, or the server's address without secrets. The store is not asked.</summary>
    string Location { get; }

    IQueueStore Queues { get; }

    IQuotaStore Quotas { get; }

    IJobStore Jobs { get; }

    IRunStore Runs { get; }

    IDispatcherStore Dispatchers { get; }

    ILiveStore Live { get; }

    IStateStore States { get; }

    IStoreSignal Signal { get; }

    ITransferStore Transfer { get; }

    /// <summary>Kind, place, versions, size and durability. Reads the store.</summary>
    Task<StoreInfo> DescribeAsync(CancellationToken cancellationToken);
}
