using System.Runtime.CompilerServices;
using AsyncEngine.Calls.Values;
using AsyncEngine.Dispatching;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Postgres;
using AsyncEngine.Storage.Sqlite;
using AsyncEngine.Testing;

namespace AsyncEngine;

/// <summary>The door: one open store, with its queues, jobs and dispatchers.</summary>
/// <remarks>
/// Thread-safe; open it once and share it. Every member that reaches the store throws
/// <see cref="AsyncEngineException"/> with a stable id when the store refuses or cannot be reached.
/// </remarks>
public sealed class AsyncStore : IAsyncDisposable, IDisposable
{
    internal AsyncStore(IStore storage, StoreOptions options)
    {
        Storage = storage;
        Options = options;
        Completions = new CompletionWatch(storage);
    }

    internal IStore Storage { get; }

    internal StoreOptions Options { get; }

    internal CompletionWatch Completions { get; }

    internal RunningDispatchers Dispatchers { get; } = new();

    /// <summary>Opens a store, and creates it where there is none.</summary>
    /// <param name="location">
    /// Path of a SQLite file; or a PostgreSQL connection string (<c>Host=...;Database=...</c>) or URL
    /// (<c>postgres://user@host/database</c>).
    /// </param>
    /// <param name="options">Null = defaults.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>StoreUnavailable</c>, <c>StoreNotRecognized</c> (the file, or the schema, is something else),
    /// <c>StoreVersionNewer</c>, <c>StoreReadOnly</c>. <c>ArgumentInvalid</c>: a connection string that cannot be read, or
    /// <c>:memory:</c>; see <see cref="OpenTest"/>.
    /// </exception>
    public static AsyncStore Open(string location, StoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        options ??= new StoreOptions();
        return new AsyncStore(
            ServerAddress.IsServer(location)
                ? PostgresStore.Open(location, options)
                : SqliteStore.Open(location, options),
            options);
    }

    /// <summary>
    /// Opens a store for tests, whose time stands still until it is moved: see <see cref="AsyncTestStore"/> (R251, R257).
    /// </summary>
    /// <param name="options">Null = defaults: a temporary file, the present moment.</param>
    /// <exception cref="AsyncEngineException">As <see cref="Open"/>.</exception>
    public static AsyncTestStore OpenTest(TestStoreOptions? options = null)
    {
        options ??= new TestStoreOptions();
        var place = TestPlace.Choose(options.Path, options.InMemory);
        var clock = new ManualClock(options.StartTime ?? TimeProvider.System.GetUtcNow());
        var store = Open(place.Path, new StoreOptions
        {
            Durability = Durability.Normal,
            TimeProvider = clock,
            LoggerFactory = options.LoggerFactory,
        });
        return new AsyncTestStore(store, clock, options, async () =>
        {
            await store.DisposeAsync().ConfigureAwait(false);
            place.Remove();
        });
    }

    /// <summary>The store's states: named values that jobs work on.</summary>
    public StoreStates States => new(this);

    /// <summary>A queue by name. The store is not asked: a queue that does not exist refuses what is added.</summary>
    /// <param name="name">Its name; names compare without regard to case. <c>default</c> always exists.</param>
    public JobQueue Queue(string name = "default")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new JobQueue(this, name);
    }

    /// <summary>Creates a queue.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="cancellationToken">Gives up waiting; the queue may have been created nevertheless.</param>
    /// <exception cref="AsyncEngineException"><c>QueueExists</c>.</exception>
    public async Task<JobQueue> CreateQueueAsync(
        string name, string? description = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await Storage.Queues.CreateAsync([name], description, cancellationToken).ConfigureAwait(false);
        return new JobQueue(this, name);
    }

    /// <summary>All queues by name, with counts by status.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<QueueInfo>> GetQueuesAsync(CancellationToken cancellationToken = default) =>
        Storage.Queues.ListAsync(cancellationToken);

    /// <summary>Removes a queue with its quotas and finished jobs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Remove it also while jobs are unfinished: pending ones go, running ones lose their place.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>QueueNotFound</c>; <c>QueueNotEmpty</c> without <paramref name="force"/>; <c>ArgumentInvalid</c> for
    /// <c>default</c>.
    /// </exception>
    public Task RemoveQueueAsync(string name, bool force = false, CancellationToken cancellationToken = default) =>
        Storage.Queues.RemoveAsync(name, force, cancellationToken);

    /// <summary>One job.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>.</exception>
    public async Task<Job> GetJobAsync(long id, CancellationToken cancellationToken = default)
    {
        var job = new Job(this, id);
        await job.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return job;
    }

    /// <summary>Whether another handle is one of the same store.</summary>
    internal bool IsSameAs(AsyncStore other)
    {
        if (ReferenceEquals(Storage, other.Storage))
        {
            return true;
        }

        var mine = Describe(this);
        var its = Describe(other);
        return mine.Kind == its.Kind && mine.Location == its.Location;

        static StoreInfo Describe(AsyncStore store) =>
            store.Storage.DescribeAsync(CancellationToken.None).ConfigureAwait(false).GetAwaiter().GetResult();
    }

    /// <summary>A job that a value names: read if it is there.</summary>
    internal Job FindJob(long id)
    {
        var records = Storage.Jobs.GetAsync([id], CancellationToken.None).ConfigureAwait(false).GetAwaiter().GetResult();
        if (records[0] is { } record)
        {
            return new Job(this, record);
        }

        NeededJobs.RefuseMissing(id);
        return new Job(this, id);
    }

    /// <summary>Jobs, read in pages while they are asked for: a store of any size needs little memory.</summary>
    /// <param name="query">Which ones; null = all but callbacks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Job> GetJobsAsync(
        JobQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new JobQuery();
        var filter = query.ToFilter();
        long? after = null;
        for (var size = JobPage.FirstSize; ; size = JobPage.NextSize)
        {
            var page = new JobPage(size, after, query.NewestFirst);
            var records = await Storage.Jobs.ReadAsync(filter, page, cancellationToken).ConfigureAwait(false);
            foreach (var record in records)
            {
                yield return new Job(this, record);
            }

            if (records.Count < size)
            {
                yield break;
            }

            after = records[^1].Id;
        }
    }

    /// <summary>How many jobs there are.</summary>
    /// <param name="query">Which ones; null = all but callbacks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<long> CountJobsAsync(JobQuery? query = null, CancellationToken cancellationToken = default) =>
        Storage.Jobs.CountAsync((query ?? new JobQuery()).ToFilter(), cancellationToken);

    /// <summary>All dispatchers that the store knows, living and dead, with their agents.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<DispatcherInfo>> GetDispatchersAsync(CancellationToken cancellationToken = default) =>
        Storage.Dispatchers.ListAsync(cancellationToken);

    /// <summary>
    /// Forgets a dispatcher that does not come back: lists leave it out from now on, while finished jobs still tell that it
    /// ran them. One that is silent and was not cleaned up yet gives its jobs back first.
    /// </summary>
    /// <param name="uuid">Its identity.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What was known of it.</returns>
    /// <exception cref="AsyncEngineException"><c>DispatcherNotFound</c>; <c>DispatcherRunning</c>: it lives.</exception>
    public Task<DispatcherInfo> ForgetDispatcherAsync(Guid uuid, CancellationToken cancellationToken = default) =>
        Storage.Dispatchers.ForgetAsync(uuid, cancellationToken);

    /// <summary>
    /// The jobs that are offered next, in the order of offers: ready ones as claims take them, whether or not a quota or a
    /// filter keeps them back, then held ones as they become due.
    /// </summary>
    /// <param name="count">How many at most.</param>
    /// <param name="query">Which ones; null = all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Job>> GetNextJobsAsync(
        int count, JobQuery? query = null, CancellationToken cancellationToken = default)
    {
        var filter = (query ?? new JobQuery()).ToFilter();
        var records = await Storage.Jobs.ReadNextAsync(filter, count, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(record => new Job(this, record))];
    }

    /// <summary>The jobs that were completed last, the newest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="query">Which ones; null = all but callbacks.</param>
    /// <param name="completedAfter">Only those completed at or after this moment.</param>
    /// <param name="completedBefore">Only those completed before this moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Job>> GetLastJobsAsync(
        int count,
        JobQuery? query = null,
        DateTimeOffset? completedAfter = null,
        DateTimeOffset? completedBefore = null,
        CancellationToken cancellationToken = default)
    {
        var filter = (query ?? new JobQuery()).ToFilter();
        var records = await Storage.Jobs.ReadLastAsync(filter, completedAfter, completedBefore, count, cancellationToken)
            .ConfigureAwait(false);
        return [.. records.Select(record => new Job(this, record))];
    }

    /// <summary>Kind, place, versions, size and durability of the store.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StoreInfo> DescribeAsync(CancellationToken cancellationToken = default) =>
        Storage.DescribeAsync(cancellationToken);

    /// <summary>
    /// Copies all that is in this store into another, of the same or the other kind: queues, jobs in whatever place with
    /// results, streams, callbacks and annotations, quotas, states. Ids stay. The other store gets all of it or nothing, as
    /// it is at one moment; jobs run there in the same order. This store is left as it is: use only one of the two
    /// afterwards. Needs little memory, whatever the size.
    /// </summary>
    /// <param name="target">An open store with nothing in it. Others cannot write to it meanwhile.</param>
    /// <param name="force">
    /// Copy although dispatchers are alive here. What they have in hand is offered again in the copy, as if they had died.
    /// </param>
    /// <param name="progress">Told from time to time how far it is; on any thread.</param>
    /// <param name="cancellationToken">Undoes it.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>DispatcherRunning</c> without <paramref name="force"/>; <c>StoreNotEmpty</c>; <c>ArgumentInvalid</c>: it is this
    /// store, or a text has a character that the other kind of store cannot hold.
    /// </exception>
    public Task<StoreCopyResult> CopyToAsync(
        AsyncStore target,
        bool force = false,
        IProgress<StoreCopyProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return StoreCopy.RunAsync(
            Storage, target.Storage, force, progress is null ? null : progress.Report, cancellationToken);
    }

    /// <summary>
    /// Closes the store. Dispatchers that still run on it are stopped first, as <see cref="Dispatcher.StopAsync"/> does
    /// without a timeout of its own. Later calls, and calls that still wait, throw
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await Dispatchers.CloseAsync().ConfigureAwait(false);
        await Storage.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
