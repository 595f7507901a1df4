using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Queues;

namespace AsyncEngine.Storage.Sqlite.Enqueues;

/// <summary>Looks up the queues and quotas that new jobs name, each once. Writes nothing.</summary>
/// <param name="database">The connection.</param>
/// <param name="ignoresUnknownQuotas">
/// Whether a quota that is gone is ignored instead of refused: it is when a running job added the job, since the quota
/// was there then (R131).
/// </param>
internal sealed class TargetBook(Database database, bool ignoresUnknownQuotas = false)
{
    private readonly Dictionary<string, JobTarget> _free = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(long Queue, string Name), long?> _quotas = [];

    /// <summary>Refuses with <c>QueueNotFound</c> or <c>QuotaNotFound</c>.</summary>
    public JobTarget Resolve(NewJob job, int? index)
    {
        if (!_free.TryGetValue(job.Queue, out var target))
        {
            var queue = QueueRow.Find(database, job.Queue) ?? throw QueueRow.NotFound(job.Queue, index);
            target = new JobTarget(queue.Id, []);
            _free.Add(job.Queue, target);
        }

        return job.Quotas.Count == 0
            ? target
            : target with { Quotas = Resolve(target.Queue, job, index) };
    }

    private long[] Resolve(long queue, NewJob job, int? index)
    {
        var ids = new SortedSet<long>();
        foreach (var name in job.Quotas)
        {
            if (Find(queue, name) is { } id)
            {
                ids.Add(id);
            }
            else if (!ignoresUnknownQuotas)
            {
                throw QuotaRow.NotFound(name, job.Queue, index);
            }
        }

        return [.. ids];
    }

    private long? Find(long queue, string name)
    {
        if (!_quotas.TryGetValue((queue, name), out var id))
        {
            id = QuotaRow.Find(database, queue, name) is { Size: not null } quota ? quota.Id : null;
            _quotas.Add((queue, name), id);
        }

        return id;
    }
}
