using AsyncEngine.Jobs;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>
/// Looks up what the jobs of a batch name, each kind of thing for all of them at once, and tells the books of the session,
/// which would ask one by one. What is not there they find out by themselves.
/// </summary>
internal sealed class BatchLook(PostgresSession session, TargetBook targets)
{
    /// <summary>Queues, texts and quotas, by which jobs can be resolved. Writes nothing.</summary>
    public void Read(IReadOnlyList<NewJob> jobs)
    {
        var names = jobs.Select(job => Name.KeyOf(job.Queue)).Distinct(StringComparer.Ordinal).ToArray();
        var calls = jobs.SelectMany(job => new[] { job.Call, job.RetryCall }).OfType<CallText>().Distinct().ToArray();
        using var queues = Use(PostgresSql.QueueFindMany);
        queues.Bind("names", NpgsqlDbType.Text, names);
        queues.Post();
        using var texts = Use(PostgresSql.CallFindMany);
        texts.Bind("hashes", NpgsqlDbType.Bytea, Array.ConvertAll(calls, CallBook.Hash));
        texts.Post();
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        while (queues.Step())
        {
            var name = names[PlaceOf(queues)];
            ids.Add(name, queues.GetLong(1));
            targets.Know(name, queues.GetLong(1));
            session.Lanes.Know(queues.GetLong(1), [], queues.GetLong(2));
        }

        while (texts.Step())
        {
            session.Calls.Know(calls[PlaceOf(texts)], texts.GetLong(1));
        }

        ReadQuotas([.. jobs
            .Where(job => ids.ContainsKey(Name.KeyOf(job.Queue)))
            .SelectMany(job => job.Quotas.Select(quota => (ids[Name.KeyOf(job.Queue)], quota)))
            .Distinct()]);
    }

    /// <summary>Looks up lanes, and makes those that are new.</summary>
    public void Provide(IEnumerable<JobTarget> places)
    {
        var wanted = places
            .Where(place => place.Quotas.Length > 0)
            .DistinctBy(place => (place.Queue, LaneBook.SetOf(place.Quotas)))
            .ToArray();
        var missing = FindLanes(wanted);
        if (missing.Length > 0)
        {
            using (var insert = Use(PostgresSql.LaneInsertMany))
            {
                BindSets(insert, missing);
                insert.Run();
            }

            // Inserted here or by somebody else: now they are there.
            FindLanes(missing);
            Fill(missing);
        }
    }

    private static int PlaceOf(PostgresStatement row) => row.GetInt(0) - 1;

    private static void BindSets(PostgresStatement statement, JobTarget[] places)
    {
        statement.Bind("queues", NpgsqlDbType.Bigint, Array.ConvertAll(places, place => place.Queue));
        statement.Bind("sets", NpgsqlDbType.Text, Array.ConvertAll(places, place => LaneBook.SetOf(place.Quotas)));
    }

    private PostgresStatement Use(SqlText text) => (PostgresStatement)session.Database.Use(text);

    private void ReadQuotas((long Queue, string Name)[] quotas)
    {
        if (quotas.Length == 0)
        {
            return;
        }

        using var find = Use(PostgresSql.QuotaFindMany);
        find.Bind("queues", NpgsqlDbType.Bigint, Array.ConvertAll(quotas, quota => quota.Queue));
        find.Bind("names", NpgsqlDbType.Text, Array.ConvertAll(quotas, quota => Name.KeyOf(quota.Name)));
        while (find.Step())
        {
            var (queue, name) = quotas[PlaceOf(find)];
            targets.Know(queue, name, find.GetLong(1));
        }
    }

    /// <returns>Those that are not there.</returns>
    private JobTarget[] FindLanes(JobTarget[] places)
    {
        if (places.Length == 0)
        {
            return [];
        }

        var missing = new HashSet<JobTarget>(places, ReferenceEqualityComparer.Instance);
        using var find = Use(PostgresSql.LaneFindMany);
        BindSets(find, places);
        while (find.Step())
        {
            var place = places[PlaceOf(find)];
            session.Lanes.Know(place.Queue, place.Quotas, find.GetLong(1));
            missing.Remove(place);
        }

        return [.. missing];
    }

    private void Fill(JobTarget[] places)
    {
        var rows = places
            .SelectMany(place => place.Quotas.Select(quota => (session.Lanes.For(place.Queue, place.Quotas).Id, quota)))
            .ToArray();
        using var insert = Use(PostgresSql.LaneQuotaInsertMany);
        insert.Bind("lanes", NpgsqlDbType.Bigint, Array.ConvertAll(rows, row => row.Id));
        insert.Bind("quotas", NpgsqlDbType.Bigint, Array.ConvertAll(rows, row => row.quota));
        insert.Run();
    }
}
