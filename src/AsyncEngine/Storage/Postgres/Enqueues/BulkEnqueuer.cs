using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>Stores a batch of jobs: looks at all of them first, then writes them with a few statements (T1).</summary>
internal sealed class BulkEnqueuer(PostgresSession session)
{
    private readonly JobWriter _callbacks = new(session);
    private readonly Dictionary<(JobTarget Target, string? State), Lane> _lanes = [];
    private readonly HashSet<long> _busy = [];
    private readonly JobRows _jobs = new();
    private readonly OfferRows _offers = new();
    private readonly HeldRows _held = new();

    /// <summary>Makes what others may need as well: lanes, texts, states, the row of who adds. Refuses what <see cref="Enqueue"/> would.</summary>
    public int Prepare(IReadOnlyList<NewJob> jobs)
    {
        Resolve(jobs);
        session.Source.IdAt(session.Now);
        foreach (var job in jobs)
        {
            session.Calls.IdOf(job.Call);
            session.Calls.IdOf(job.RetryCall);
            Prepare(job.Callbacks);
        }

        return jobs.Count;
    }

    /// <returns>The ids, in the order of the jobs.</returns>
    public IReadOnlyList<long> Enqueue(IReadOnlyList<NewJob> jobs)
    {
        using var begin = (PostgresStatement)session.Database.Use(PostgresSql.EnqueueBegin);
        begin.Bind("now", session.Now);
        begin.Bind("count", jobs.Count(job => job.Id == 0));
        begin.Post();
        var lanes = Resolve(jobs);
        begin.Step();
        var key = begin.GetLong(0);
        var next = begin.GetLong(1);
        var ids = new long[jobs.Count];
        for (var index = 0; index < ids.Length; index++)
        {
            ids[index] = jobs[index].Id != 0 ? jobs[index].Id : next++;
            Add(jobs[index], ids[index], lanes[index], key);
        }

        _jobs.Write(session);
        _offers.Write(session);
        _held.Write(session);
        for (var index = 0; index < ids.Length; index++)
        {
            AddWhatBelongs(jobs[index], ids[index], lanes[index]);
        }

        return ids;
    }

    private Lane[] Resolve(IReadOnlyList<NewJob> jobs)
    {
        // All are looked at before the first lane is made.
        RefuseKnown(jobs);
        var book = new TargetBook(session.Database);
        var look = new BatchLook(session, book);
        look.Read(jobs);
        var targets = jobs.Select((job, index) => book.Resolve(job, index)).ToArray();
        look.Provide(targets.Where((_, index) => jobs[index].State is null));
        return [.. jobs.Select((job, index) => LaneOf(targets[index], job.State))];
    }

    private void RefuseKnown(IReadOnlyList<NewJob> jobs)
    {
        var ids = jobs.Select(job => job.Id).Where(id => id != 0).ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        var known = new HashSet<long>();
        using var find = (PostgresStatement)session.Database.Use(PostgresSql.JobFindMany);
        find.Bind("ids", NpgsqlDbType.Bigint, ids);
        while (find.Step())
        {
            known.Add(find.GetLong(0));
        }

        JobEnqueuer.RefuseKnown(jobs, known.Contains);
    }

    private void Prepare(IReadOnlyList<NewCallback> callbacks)
    {
        foreach (var callback in callbacks)
        {
            session.Calls.IdOf(callback.OnSuccess);
            session.Calls.IdOf(callback.OnFailure);
            Prepare(callback.Callbacks);
        }
    }

    private Lane LaneOf(JobTarget target, string? state)
    {
        if (!_lanes.TryGetValue((target, state), out var lane))
        {
            // A state is one quota more, by which its jobs run one at a time.
            var quotas = state is null
                ? target.Quotas
                : [.. target.Quotas.Append(session.States.Use(state)).Order()];
            lane = session.Lanes.For(target.Queue, quotas);
            _lanes.Add((target, state), lane);
        }

        return lane;
    }

    private void Add(NewJob job, long id, Lane lane, long key)
    {
        var beginAfter = Moment.Of(job.BeginAfter) ?? (session.Now + Moment.Of(job.Delay));
        var expiresAt = (beginAfter ?? session.Now) + Moment.Of(job.BeginBy);
        _jobs.Add(job, id, lane, session.Calls.IdOf(job.Call), session.Calls.IdOf(job.RetryCall), beginAfter);
        if (beginAfter is { } later && later > session.Now)
        {
            _held.Add(job, id, lane, later, JobCares.Of(job, lane), expiresAt);
            session.Tally.Held(lane.Queue, 1);
            return;
        }

        var place = OfferPlace.Ready(job.Priority, KeyOf(lane.Queue, key, beginAfter), id);
        _offers.Add(job, id, lane, place, JobCares.Of(job, lane), expiresAt);
        session.Tally.Ready(lane.Queue, 1);
    }

    /// <summary>
    /// A job with a past start goes to the tail of the line (R011); only if nobody is in line its old date counts,
    /// against held jobs that become due.
    /// </summary>
    private long KeyOf(long queue, long key, long? beginAfter)
    {
        if (beginAfter is not { } past || past >= session.Now || _busy.Contains(queue))
        {
            return key;
        }

        if (session.Tally.ReadReady(queue) == 0)
        {
            return past;
        }

        _busy.Add(queue);
        return key;
    }

    private void AddWhatBelongs(NewJob job, long id, Lane lane)
    {
        foreach (var tag in job.Tags)
        {
            JobWriter.Insert(session.Database, id, tag);
        }

        foreach (var callback in job.Callbacks)
        {
            _callbacks.Write(callback, new CallbackParent(id, id, lane.Queue));
        }
    }
}
