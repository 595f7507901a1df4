using AsyncEngine.Storage;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS;

/// <summary>Reads jobs from a store as views, with why each pending one waits.</summary>
internal sealed class JobReader(IStore store, TimeProvider clock)
{
    /// <summary>How many jobs are read at once. No read outlives a page.</summary>
    private const int PageSize = JobPage.NextSize;

    /// <summary>Jobs by id, in the order asked; null where there is none.</summary>
    public async Task<IReadOnlyList<Job?>> GetAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var jobs = new List<Job?>(ids.Count);
        foreach (var part in ids.Chunk(PageSize))
        {
            var records = await store.Jobs.GetAsync(part, cancellationToken).ConfigureAwait(false);
            jobs.AddRange(await ShowAsync(records, cancellationToken).ConfigureAwait(false));
        }

        return jobs;
    }

    /// <summary>One page of jobs.</summary>
    public async Task<IReadOnlyList<Job>> ReadAsync(
        JobFilter filter, JobPage page, CancellationToken cancellationToken)
    {
        var records = await store.Jobs.ReadAsync(filter, page, cancellationToken).ConfigureAwait(false);
        var jobs = await ShowAsync(records, cancellationToken).ConfigureAwait(false);
        return [.. jobs.OfType<Job>()];
    }

    /// <summary>The pending jobs that are offered next, in that order.</summary>
    public async Task<IReadOnlyList<Job>> ReadNextAsync(JobFilter filter, int count, CancellationToken cancellationToken)
    {
        var records = await store.Jobs.ReadNextAsync(filter, count, cancellationToken).ConfigureAwait(false);
        var jobs = await ShowAsync(records, cancellationToken).ConfigureAwait(false);
        return [.. jobs.OfType<Job>()];
    }

    /// <summary>The jobs that were completed last, the newest first.</summary>
    public async Task<IReadOnlyList<Job>> ReadLastAsync(
        JobFilter filter, DateTimeOffset? since, DateTimeOffset? before, int count, CancellationToken cancellationToken)
    {
        var records = await store.Jobs.ReadLastAsync(filter, since, before, count, cancellationToken).ConfigureAwait(false);
        var jobs = await ShowAsync(records, cancellationToken).ConfigureAwait(false);
        return [.. jobs.OfType<Job>()];
    }

    /// <summary>Brings the very objects up to date that the references carry, and makes those that are missing.</summary>
    /// <returns>The jobs in the order of the references; null where there is none.</returns>
    public async Task<IReadOnlyList<Job?>> RefreshAsync(
        IReadOnlyList<JobRef> references, CancellationToken cancellationToken)
    {
        var jobs = new List<Job?>(references.Count);
        foreach (var part in references.Chunk(PageSize))
        {
            var ids = Array.ConvertAll(part, reference => reference.Id);
            var records = await store.Jobs.GetAsync(ids, cancellationToken).ConfigureAwait(false);
            var reasons = await ExplainAsync(records, cancellationToken).ConfigureAwait(false);
            jobs.AddRange(records.Select((record, index) => Show(record, part[index].Job, reasons)));
        }

        return jobs;
    }

    private async Task<IEnumerable<Job?>> ShowAsync(
        IReadOnlyList<JobRecord?> records, CancellationToken cancellationToken)
    {
        var reasons = await ExplainAsync(records, cancellationToken).ConfigureAwait(false);
        return records.Select(record => Show(record, null, reasons));
    }

    private Job? Show(JobRecord? record, Job? known, Dictionary<long, string?> reasons)
    {
        if (record is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var reason = reasons.GetValueOrDefault(record.Id);
        if (known is null)
        {
            return new Job(record, now, reason) { Home = store.Location };
        }

        known.Refresh(record, now, reason);
        known.Home = store.Location;
        return known;
    }

    private static bool IsToBeExplained(JobRecord record) =>
        record.IsWaiting || record.Status is Engine.JobStatus.New or Engine.JobStatus.Pending;

    // One question for all waiting jobs of the page, and none when there are none.
    private async Task<Dictionary<long, string?>> ExplainAsync(
        IReadOnlyList<JobRecord?> records, CancellationToken cancellationToken)
    {
        long[] waiting =
            [.. records.OfType<JobRecord>().Where(IsToBeExplained).Select(record => record.Id)];
        if (waiting.Length == 0)
        {
            return [];
        }

        var reasons = await store.Jobs.ExplainAsync(waiting, cancellationToken).ConfigureAwait(false);
        var byId = new Dictionary<long, string?>(waiting.Length);
        for (var index = 0; index < waiting.Length; index++)
        {
            byId[waiting[index]] = reasons[index]?.Text;
        }

        var filtered = waiting.Zip(reasons).Where(each => each.Second?.Filters.Count > 0)
            .ToDictionary(each => each.First, each => each.Second!.Filters);
        if (filtered.Count > 0)
        {
            await new FilterReasons(records, filtered).CorrectAsync(byId).ConfigureAwait(false);
        }

        return byId;
    }
}
