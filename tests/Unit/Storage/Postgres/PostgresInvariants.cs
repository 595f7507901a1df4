using Npgsql;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>What must be true of the tables whenever no transaction is open.</summary>
internal static class PostgresInvariants
{
    /// <summary>Each query gives the rows that break its rule.</summary>
    private static readonly (string Rule, string Query)[] Rules =
    [
        ("A job is in one place, or has an outcome and at most its callbacks left.",
            """
            select j.id from job j
            where j.root_id is null and (
                (select count(*) from offer where id = j.id) + (select count(*) from held where id = j.id)
                + (select count(*) from running where id = j.id)
                + (select count(*) from waiting where id = j.id) + (select count(*) from fresh where id = j.id)
                + (select count(*) from outcome where id = j.id and completed_at is not null)) <> 1
            """),
        ("A callback of an unfinished job has no place of its own.",
            """
            select j.id from job j
            where j.root_id is not null
                and (j.id in (select id from offer) or j.id in (select id from held) or j.id in (select id from running))
            """),
        ("Nothing of a completed job is left to be done.",
            """
            select o.id from outcome o
            where o.completed_at is not null and exists (
                select 1 from callback c join job j on j.id = c.job_id
                left join outcome co on co.id = c.job_id
                where c.parent = o.id and j.root_id is not null and co.completed_at is null)
            """),
        ("A job that is offered for its callbacks has an outcome; one that is offered to be run has none.",
            "select f.id from offer f where (f.phase = 1) <> exists (select 1 from outcome o where o.id = f.id)"),
        ("A job whose callbacks run has an outcome; one whose call runs has none.",
            "select r.id from running r where (r.phase = 2) <> exists (select 1 from outcome o where o.id = r.id)"),
        ("A place knows whether its job has callbacks.",
            """
            select f.id from (
                select id, follows from offer union all select id, follows from held
                union all select id, follows from running
                union all select id, follows from waiting where kind <> 3) f
            where (f.follows & 1 = 1) <> exists (select 1 from callback c where c.parent = f.id)
            """),
        ("A quota counts the jobs that hold its slots.",
            """
            select q.id from quota q
            where q.used <> (
                select count(*) from (
                    select holds from running union all select holds from offer union all select lane from hold) h
                join lane_quota lq on lq.lane = h.holds and lq.quota = q.id)
            """),
        ("A state has one quota of size one.",
            """
            select s.id from state s
            where s.version < 1 or (s.created_at is null and s.value is not null)
            union all
            select q.id from quota q
            where q.queue = 0 and (q.size is distinct from 1 or q.name_key not in (select name_key from state))
            """),
        ("Counts of waiting jobs are true.",
            """
            select t.queue from (
                select queue, sum(ready) as ready, sum(held) as held, sum(resuming) as resuming, sum(waiting) as waiting
                from tally group by queue) t
            where t.ready <> (select count(*) from offer o join lane l on l.id = o.lane
                    where l.queue = t.queue and o.phase = 0)
                or t.resuming <> (select count(*) from offer o join lane l on l.id = o.lane
                    where l.queue = t.queue and o.phase = 1)
                    + (select count(*) from waiting w where w.queue = t.queue and w.kind = 2)
                or t.waiting <> (select count(*) from waiting w where w.queue = t.queue and w.kind in (0, 1))
                or t.held <> (select count(*) from held h where h.queue = t.queue)
            """),
        ("Counts of finished jobs are true.",
            """
            select t.queue from (
                select queue, sum(completed) as completed, sum(failed) as failed from tally group by queue) t
            where t.completed <> (select count(*) from outcome o join job j on j.id = o.id
                    where j.queue = t.queue and j.root_id is null and o.completed_at is not null)
                or t.failed <> (select count(*) from outcome o join job j on j.id = o.id
                    where j.queue = t.queue and j.root_id is null and o.completed_at is not null and o.outcome = 2)
            """),
        ("Nothing is left of a job that was removed.",
            """
            select id from (
                select id from offer union all select id from held union all select id from running
                union all select id from outcome union all select job_id from tag union all select job_id from callback
                union all select parent from callback union all select job_id from annotation
                union all select job_id from progress union all select job_id from stream
                union all select job_id from history) x
            where id not in (select id from job)
            """),
        ("No large value is left without its row.",
            """
            select id from payload
            where id not in (
                select arguments_id from job where arguments_id is not null
                union all select settings_id from job where settings_id is not null
                union all select result_id from outcome where result_id is not null)
            """),
    ];

    public static void Check(string connectionString, string schema)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using (var path = new NpgsqlCommand("select set_config('search_path', $1, false)", connection))
        {
            path.Parameters.Add(new NpgsqlParameter<string>
            {
                TypedValue = $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            });
            path.ExecuteNonQuery();
        }

        // In one message: there are many tests, and each looks. Some at 100,000 jobs, on a machine that is busy.
        using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        foreach (var (_, query) in Rules)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(query));
        }

        using var reader = batch.ExecuteReader();
        foreach (var (rule, _) in Rules)
        {
            Assert.False(reader.Read(), $"{rule} It is not of {(reader.HasRows ? reader.GetValue(0) : null)}.");
            reader.NextResult();
        }
    }
}
