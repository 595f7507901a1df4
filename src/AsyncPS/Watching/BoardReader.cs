using AsyncEngine.Storage;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Watching;

/// <summary>Reads what the board shows.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">What rates are measured with.</param>
/// <param name="choose">Picks the queues that are shown.</param>
internal sealed class BoardReader(
    IStore store, TimeProvider clock, Func<IReadOnlyList<QueueInfo>, IReadOnlyList<QueueInfo>> choose)
{
    private const int MostRunning = 100;

    private static readonly TimeSpan LongSilence = TimeSpan.FromDays(1);

    private readonly BoardRates _rates = new();

    /// <summary>How often the board is drawn anew; null = once.</summary>
    public TimeSpan? Interval { get; init; }

    public async Task<BoardSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = choose(await store.Queues.ListAsync(cancellationToken).ConfigureAwait(false));
        var names = queues.Select(queue => queue.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var quotas = await store.Quotas.ListAsync(null, cancellationToken).ConfigureAwait(false);
        var dispatchers = await store.Dispatchers.ListAsync(cancellationToken).ConfigureAwait(false);
        var running = await store.Jobs.ReadAsync(RunningJobs(queues), new JobPage(MostRunning), cancellationToken)
            .ConfigureAwait(false);
        var now = clock.GetUtcNow();
        return new BoardSnapshot
        {
            At = now,
            Location = store.Location,
            Interval = Interval,
            Queues = queues,
            Quotas = [.. quotas.Where(quota => names.Contains(quota.Queue))],
            Dispatchers = [.. dispatchers.Where(dispatcher => IsShown(dispatcher, now))],
            Running = [.. running.Where(job => !job.IsWaiting && names.Contains(job.Queue))],
            Rates = _rates.Add(now, queues),
        };
    }

    private static JobFilter RunningJobs(IReadOnlyList<QueueInfo> queues) => new()
    {
        Statuses = [Engine.JobStatus.Active],
        QueueLike = queues.Count == 1 ? [WildcardPattern.Escape(queues[0].Name)] : null,
        IncludeCallbacks = true,
    };

    private static bool IsShown(DispatcherInfo dispatcher, DateTimeOffset now) =>
        dispatcher.Alive || (dispatcher.ActivatedAt is not null && now - dispatcher.LastPingAt < LongSilence);
}
