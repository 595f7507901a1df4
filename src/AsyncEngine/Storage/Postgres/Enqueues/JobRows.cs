using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>New rows of <c>job</c>, column by column.</summary>
internal sealed class JobRows
{
    private readonly List<(NewJob Job, long Id, Lane Lane, long? Call, long? RetryCall, long? BeginAfter)> _rows = [];

    public void Add(NewJob job, long id, Lane lane, long? call, long? retryCall, long? beginAfter) =>
        _rows.Add((job, id, lane, call, retryCall, beginAfter));

    public void Write(PostgresSession session)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        if (_rows.Count >= CopyWriter.Fewest && !_rows.Exists(row => IsLarge(row.Job.Arguments) || IsLarge(row.Job.RunnerSettings)))
        {
            Copy(session);
            return;
        }

        ColumnWriter.Of(session, PostgresSql.JobInsertMany, _rows)
            .Bind("created_at", session.Now)
            .Bind("source_id", session.Source.IdAt(session.Now))
            .WithJobs(row => row.Job)
            .Column("ids", NpgsqlDbType.Bigint, row => row.Id)
            .Column("queues", NpgsqlDbType.Bigint, row => row.Lane.Queue)
            .Column("lanes", NpgsqlDbType.Bigint, row => row.Lane.Id)
            .Column("calls", NpgsqlDbType.Bigint, row => row.Call)
            .Column("begin_after", NpgsqlDbType.Bigint, row => row.BeginAfter)
            .Column("begin_by", NpgsqlDbType.Bigint, row => Moment.Of(row.Job.BeginBy))
            .Column("policy_calls", NpgsqlDbType.Bigint, row => row.RetryCall)
            .Column("states", NpgsqlDbType.Text, row => row.Job.State)
            .Run();
    }

    private static bool IsLarge(Payload payload) => payload.Length > StoredPayload.MaxInline;

    private void Copy(PostgresSession session)
    {
        var source = session.Source.IdAt(session.Now);
        using var copy = new CopyWriter((PostgresDatabase)session.Database, PostgresSql.JobCopy);
        foreach (var (job, id, lane, call, retryCall, beginAfter) in _rows)
        {
            copy.StartRow();
            copy.Write(id);
            copy.Write(lane.Queue);
            copy.Write(lane.Id);
            copy.Write(session.Now);
            copy.Write(source);
            copy.Write(job.Name);
            copy.Write(job.Name is { } name ? Name.KeyOf(name) : null);
            copy.Write(call);
            copy.Write(job.Arguments);
            copy.Write(job.RunnerSettings);
            copy.Write(job.Priority);
            copy.Write(beginAfter);
            copy.Write(Moment.Of(job.BeginBy));
            copy.Write(Moment.Of(job.Timeout));
            copy.Write(job.MaxAttempts);
            copy.Write(Moment.Of(job.RetryDelay));
            copy.Write((short)job.RetryPolicy);
            copy.Write(retryCall);
            copy.Write(job.State);
            copy.Write(job.RestartOf);
        }

        copy.Complete();
    }
}
