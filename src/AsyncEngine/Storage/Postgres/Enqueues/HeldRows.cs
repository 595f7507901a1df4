using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>New rows of <c>held</c>, column by column.</summary>
internal sealed class HeldRows
{
    private readonly List<(NewJob Job, long Id, Lane Lane, long BeginAfter, JobCare Care, long? ExpiresAt)> _rows = [];

    public void Add(NewJob job, long id, Lane lane, long beginAfter, JobCare care, long? expiresAt) =>
        _rows.Add((job, id, lane, beginAfter, care, expiresAt));

    public void Write(PostgresSession session)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        ColumnWriter.Of(session, PostgresSql.HeldInsertMany, _rows)
            .Column("ids", NpgsqlDbType.Bigint, row => row.Id)
            .Column("queues", NpgsqlDbType.Bigint, row => row.Lane.Queue)
            .Column("begin_after", NpgsqlDbType.Bigint, row => row.BeginAfter)
            .Column("lanes", NpgsqlDbType.Bigint, row => row.Lane.Id)
            .Column("bands", NpgsqlDbType.Bigint, row => OfferPlace.BandOf(row.Job.Priority))
            .Column("careful", NpgsqlDbType.Smallint, row => (short)row.Care)
            .Column("follows", NpgsqlDbType.Smallint, row => (short)(row.Job.Callbacks.Count > 0 ? 1 : 0))
            .Column("expires_at", NpgsqlDbType.Bigint, row => row.ExpiresAt)
            .Run();
    }
}
