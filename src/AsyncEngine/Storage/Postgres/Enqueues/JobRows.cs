using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
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

        ColumnWriter.Of(session, PostgresSql.JobInsertMany, _rows)
            .Bind("created_at", session.Now)
            .Bind("source_id", session.Source.IdAt(session.Now))
            .Column("ids", NpgsqlDbType.Bigint, row => row.Id)
            .Column("queues", NpgsqlDbType.Bigint, row => row.Lane.Queue)
            .Column("lanes", NpgsqlDbType.Bigint, row => row.Lane.Id)
            .Column("names", NpgsqlDbType.Text, row => row.Job.Name)
            .Column("name_keys", NpgsqlDbType.Text, row => row.Job.Name is { } name ? Name.KeyOf(name) : null)
            .Column("calls", NpgsqlDbType.Bigint, row => row.Call)
            .Column("arguments", NpgsqlDbType.Bytea, row => BytesOf(row.Job.Arguments))
            .Column("settings", NpgsqlDbType.Bytea, row => BytesOf(row.Job.RunnerSettings))
            .Column("priorities", NpgsqlDbType.Integer, row => row.Job.Priority)
            .Column("begin_after", NpgsqlDbType.Bigint, row => row.BeginAfter)
            .Column("begin_by", NpgsqlDbType.Bigint, row => Moment.Of(row.Job.BeginBy))
            .Column("timeouts", NpgsqlDbType.Bigint, row => Moment.Of(row.Job.Timeout))
            .Column("max_attempts", NpgsqlDbType.Integer, row => row.Job.MaxAttempts)
            .Column("retry_delays", NpgsqlDbType.Bigint, row => Moment.Of(row.Job.RetryDelay))
            .Column("policies", NpgsqlDbType.Smallint, row => (short)row.Job.RetryPolicy)
            .Column("policy_calls", NpgsqlDbType.Bigint, row => row.RetryCall)
            .Column("states", NpgsqlDbType.Text, row => row.Job.State)
            .Column("restarts", NpgsqlDbType.Bigint, row => row.Job.RestartOf)
            .Run();
    }

    private static byte[]? BytesOf(Payload payload) => payload.IsEmpty ? null : payload.Bytes.ToArray();
}
