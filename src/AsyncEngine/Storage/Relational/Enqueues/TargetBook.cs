using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Settles;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>Looks up the queues and quotas that new jobs name, each once. Writes nothing.</summary>
/// <param name="database">The connection.</param>
/// <param name="ignoresUnknownQuotas">
/// Whether a quota that is gone is ignored instead of refused: it is when a running job added the job, since the quota
/// was there then (R131).
/// </param>
/// <param name="added">Ids of jobs that are added in the same step, for joins to name.</param>
internal sealed class TargetBook(
    Database database, bool ignoresUnknownQuotas = false, IReadOnlySet<long>? added = null)
{
    private readonly Dictionary<string, JobTarget> _free = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(long Queue, string Name), long?> _quotas = [];

    /// <summary>The queue of a name was looked up elsewhere.</summary>
    public void Know(string queue, long id) => _free[queue] = new JobTarget(id, []);

    /// <summary>The quota of a name was looked up elsewhere; null: there is none.</summary>
    public void Know(long queue, string quota, long? id) => _quotas[(queue, quota)] = id;

    /// <summary>
    /// Refuses with <c>QueueNotFound</c> or <c>QuotaNotFound</c>, and a join with a part that is not there with
    /// <c>JobNotFound</c>.
    /// </summary>
    public JobTarget Resolve(NewJob job, int? index)
    {
        if (!_free.TryGetValue(job.Queue, out var target))
        {
            var queue = QueueRow.Find(database, job.Queue) ?? throw QueueRow.NotFound(job.Queue, index);
            target = new JobTarget(queue.Id, []);
            _free.Add(job.Queue, target);
        }

        if (job.Join is { } join)
        {
            return target with
            {
                Parts = [.. join.Parts.Select(part => Resolve(part, index))],
                Then = join.Then is null ? null : Resolve(join.Then, index),
            };
        }

        return job.Quotas.Count == 0
            ? target
            : target with { Quotas = Resolve(target.Queue, job, index) };
    }

    /// <summary>Where a job goes that another one names; null when it is there already. As the other one.</summary>
    public JobTarget? Resolve(LinkedJob link, int? index)
    {
        if (link.New is { } job)
        {
            return Resolve(job, index);
        }

        if (added?.Contains(link.Id) != true && JobPlan.Read(database, link.Id) is null)
        {
            throw JobErrors.NotFound(link.Id, index);
        }

        return null;
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
