using Microsoft.Data.Sqlite;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// Looks into a store's file past the engine, which may be wrong about itself: what must hold after every transaction,
/// whoever was killed in it.
/// </summary>
internal static class StoreAudit
{
    // Each finds what must not be; the first column says which.
    private static readonly (string Rule, string Violations)[] Rules =
    [
        ("The file is whole", "select integrity_check from pragma_integrity_check where integrity_check <> 'ok'"),
        (
            "A job is in one place",
            """
            select j.id,
                (select count(*) from offer o where o.id = j.id and o.phase = 0) as offered,
                (select count(*) from held h where h.id = j.id) as held,
                (select count(*) from running r where r.id = j.id and r.phase < 2) as running,
                (select count(*) from waiting w where w.id = j.id and w.kind <> 2) as waiting,
                (select count(*) from fresh f where f.id = j.id) as fresh,
                (select count(*) from outcome o where o.id = j.id) as ended
            from job j
            where j.root_id is null and offered + held + running + waiting + fresh + ended <> 1
            """),
        (
            "Nobody waits for what is there",
            """
            select w.id, w.inner
            from waiting w
            where exists (select 1 from outcome o where o.id = w.inner)
                or (w.kind = 1 and not exists (
                    select 1 from part p left join outcome o on o.id = p.job_id
                    where p.join_id = w.id and o.completed_at is null))
            """),
        (
            "A job whose outcome is not complete is with a worker or offered to one, for its callbacks",
            """
            select j.id,
                (select count(*) from outcome o where o.id = j.id and o.completed_at is null) as open,
                (select count(*) from offer o where o.id = j.id and o.phase = 1) as offered,
                (select count(*) from running r where r.id = j.id and r.phase = 2) as running,
                (select count(*) from waiting w where w.id = j.id and w.kind = 2) as waiting
            from job j
            where j.root_id is null and offered + running + waiting <> open
            """),
        (
            "A quota counts its holders",
            """
            select q.name, q.used, count(h.lane) as holders
            from quota q
            left join lane_quota l on l.quota = q.id
            left join (
                select holds as lane from running where holds is not null
                union all select holds from offer where holds is not null
                union all select lane from hold) h on h.lane = l.lane
            group by q.id
            having holders <> q.used
            """),
        (
            "A quota is not exceeded",
            "select name, used, size from quota where used > size"),
        (
            "A queue counts its jobs",
            """
            select q.name, t.ready, t.held, t.resuming, t.completed, t.failed
            from queue q
            join tally t on t.queue = q.id
            where (t.ready, t.held, t.resuming, t.completed, t.failed) <> (
                (select count(*) from offer o join lane l on l.id = o.lane where l.queue = q.id and o.phase = 0),
                (select count(*) from held h where h.queue = q.id),
                (select count(*) from offer o join lane l on l.id = o.lane where l.queue = q.id and o.phase = 1),
                (select count(*) from outcome o join job j on j.id = o.id
                    where j.queue = q.id and j.root_id is null and o.completed_at is not null),
                (select count(*) from outcome o join job j on j.id = o.id
                    where j.queue = q.id and j.root_id is null and o.completed_at is not null and o.outcome = 2))
            """),
        (
            "A lane knows its first offer",
            """
            select l.id, l.head_band, l.head_key, l.head_seq
            from lane l
            left join offer o on (o.lane, o.band, o.key, o.seq) = (
                select lane, band, key, seq from offer where lane = l.id order by band, key, seq limit 1)
            where (l.head_band, l.head_key, l.head_seq) is not (o.band, o.key, o.seq)
            """),
        (
            "No callback is done before it was handed to a worker, and none is lost",
            """
            select c.parent, c.job_id
            from callback c
            join outcome p on p.id = c.parent and p.completed_at is not null
            left join outcome o on o.id = c.job_id
            join job j on j.id = c.job_id and j.root_id is not null
            where o.completed_at is null
            """),
    ];

    /// <summary>Fails when the store holds what must not be.</summary>
    public static void AssertSound(string path)
    {
        using var connection = Open(path);
        foreach (var (rule, violations) in Rules)
        {
            var found = Read(connection, violations, row => string.Join(" | ", Values(row)));
            Assert.True(found.Count == 0, $"{rule}, but not here:\n  {string.Join("\n  ", found.Take(10))}");
        }
    }

    /// <summary>Jobs that are in somebody's hands, and whose.</summary>
    public static IReadOnlyList<(long Job, Guid Dispatcher)> ReadInHand(string path)
    {
        using var connection = Open(path);
        return Read(
            connection,
            "select r.id, d.uuid from running r join dispatcher d on d.id = r.dispatcher",
            row => (row.GetInt64(0), row.GetGuid(1)));
    }

    /// <summary>All jobs with their names.</summary>
    public static IReadOnlyList<(long Id, string? Name)> ReadJobs(string path)
    {
        using var connection = Open(path);
        return Read(
            connection,
            "select id, name from job where parent_id is null",
            row => (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1)));
    }

    /// <summary>How many jobs are completed with success.</summary>
    public static long CountSucceeded(string path)
    {
        using var connection = Open(path);
        return Read(
            connection,
            """
            select count(*) from outcome o join job j on j.id = o.id
            where j.parent_id is null and o.outcome = 1 and o.completed_at is not null
            """,
            row => row.GetInt64(0))[0];
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> map)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static IEnumerable<object> Values(SqliteDataReader row) =>
        Enumerable.Range(0, row.FieldCount).Select(column => $"{row.GetName(column)} {row.GetValue(column)}");
}
