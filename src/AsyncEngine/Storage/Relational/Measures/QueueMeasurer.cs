using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Reads;

namespace AsyncEngine.Storage.Relational.Measures;

/// <summary>
/// Measures queues: reads what was completed in an interval from its index, page by page, and what was added from the
/// newest id on. What was completed before costs nothing, however much it is.
/// </summary>
internal sealed class QueueMeasurer(IVerbReader reader, Measure measure)
{
    private readonly Dictionary<long, QueueGauge> _gauges = [];
    private readonly JobFilter _jobs = measure.Jobs with { IncludeCallbacks = true, QueueLike = null };
    private long _now;
    private long _from;
    private long _to;

    private bool IsOfSome => _jobs.NameLike is not null || _jobs.Tags is not null || _jobs.Quotas is not null
        || _jobs.CallLike is not null || _jobs.AgentLike is not null || _jobs.Dispatchers is not null;

    /// <summary>One queue after the other, by name.</summary>
    public async Task<IReadOnlyList<QueueStatistics>> RunAsync(CancellationToken cancellationToken)
    {
        var (queues, infos) = await reader.RunAsync(
            (database, now) =>
            {
                _now = now;
                return (MeasureReader.Queues(database, measure.Jobs.QueueLike), QueueReader.List(database));
            },
            cancellationToken).ConfigureAwait(false);
        SetInterval();
        foreach (var queue in queues.Keys)
        {
            _gauges.Add(queue, new QueueGauge());
        }

        await CountCompletedAsync(cancellationToken).ConfigureAwait(false);
        await CountAddedAsync(cancellationToken).ConfigureAwait(false);
        await CountRunningAsync(cancellationToken).ConfigureAwait(false);
        var results = new List<QueueStatistics>();
        foreach (var info in infos)
        {
            if (queues.FirstOrDefault(queue => queue.Value == info.Name) is { Value: not null } known)
            {
                var holdings = IsOfSome
                    ? await CountHoldingsAsync(info, cancellationToken).ConfigureAwait(false)
                    : HoldingsOf(info);
                results.Add(_gauges[known.Key].Read(holdings));
            }
        }

        return results;
    }

    private void SetInterval()
    {
        _to = Moment.Of(measure.Before) ?? _now;
        _from = Moment.Of(measure.Since) ?? (_to - Moment.Of(measure.Last ?? Measure.DefaultInterval));
        if (_from >= _to)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"The interval begins at {Moment.ToMoment(_from):u} and ends at {Moment.ToMoment(_to):u}: there is no time "
                    + "in it. Let it begin earlier.");
        }
    }

    private async Task CountCompletedAsync(CancellationToken cancellationToken)
    {
        // What happened at this very moment belongs to an interval that ends now.
        var before = measure.Before is null ? _to + 1 : _to;
        var after = (At: _from, Id: long.MinValue);
        int count;
        do
        {
            var place = after;
            var page = await reader.RunAsync(
                database =>
                {
                    var rows = MeasureReader.Completed(database, place, before);
                    return (Rows: rows, Passing: Passing(database, [.. rows.Select(row => row.Id)]));
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Rows.Where(row => page.Passing(row.Id)))
            {
                GaugeOf(row.Queue)?.Completed(row);
            }

            count = page.Rows.Count;
            after = count == 0 ? after : (page.Rows[^1].CompletedAt, page.Rows[^1].Id);
        }
        while (count == MeasureReader.PageSize);
    }

    /// <summary>
    /// A job that a long job adds has an id that was taken long before. So one page more is looked at than has new ones.
    /// </summary>
    private async Task CountAddedAsync(CancellationToken cancellationToken)
    {
        var below = long.MaxValue;
        bool goesOn;
        do
        {
            var bound = below;
            var page = await reader.RunAsync(
                database =>
                {
                    var rows = MeasureReader.Added(database, bound);
                    return (Rows: rows, Passing: Passing(database, [.. rows.Select(row => row.Id)]));
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Rows.Where(row => IsIn(row.CreatedAt) && page.Passing(row.Id)))
            {
                GaugeOf(row.Queue)?.Added();
            }

            goesOn = page.Rows.Count == MeasureReader.PageSize && page.Rows.Exists(row => row.CreatedAt >= _from);
            below = page.Rows.Count == 0 ? below : page.Rows[^1].Id;
        }
        while (goesOn);
    }

    private async Task CountRunningAsync(CancellationToken cancellationToken)
    {
        var (rows, passing) = await reader.RunAsync(
            database =>
            {
                var found = MeasureReader.Running(database);
                return (found, Passing(database, [.. found.Select(row => row.Id)]));
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows.Where(row => passing(row.Id)))
        {
            GaugeOf(row.Queue)?.Active(row.Id, _now - row.StartedAt);
        }
    }

    private QueueStatistics HoldingsOf(QueueInfo info) => Empty(info) with
    {
        Pending = info.Pending,
        Held = info.Held,
        Assigned = info.Assigned,
        Active = info.Active,
        Callbacks = info.Callbacks,
        OldestWait = info.OldestPendingAt is { } since ? Moment.ToDuration(Math.Max(0, _now - Moment.Of(since))) : null,
        OldestJob = info.OldestPendingJob,
    };

    private async Task<QueueStatistics> CountHoldingsAsync(QueueInfo info, CancellationToken cancellationToken)
    {
        var filter = _jobs with { QueueLike = [Measure.PatternOf(info.Name)], IncludeCallbacks = false };
        return Empty(info) with
        {
            Pending = await CountAsync(JobStatus.Pending).ConfigureAwait(false),
            Assigned = await CountAsync(JobStatus.Assigned).ConfigureAwait(false),
            Active = await CountAsync(JobStatus.Active).ConfigureAwait(false),
            Callbacks = await CountAsync(JobStatus.Callbacks).ConfigureAwait(false),
        };

        Task<long> CountAsync(JobStatus status) => reader.RunAsync(
            database => JobFinder.Find(database, filter with { Statuses = [status] }, new JobPage(int.MaxValue)).LongCount(),
            cancellationToken);
    }

    private QueueStatistics Empty(QueueInfo info) => new()
    {
        Queue = info.Name,
        From = Moment.ToMoment(_from),
        To = Moment.ToMoment(_to),
    };

    private Func<long, bool> Passing(Connections.Database database, long[] ids) =>
        IsOfSome ? JobFinder.Among(database, _jobs, ids).Contains : _ => true;

    private bool IsIn(long moment) => moment >= _from && (moment < _to || (measure.Before is null && moment == _to));

    private QueueGauge? GaugeOf(long queue) => _gauges.GetValueOrDefault(queue);
}
