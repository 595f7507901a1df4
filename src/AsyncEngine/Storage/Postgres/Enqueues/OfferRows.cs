using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>New rows of <c>offer</c>, column by column.</summary>
internal sealed class OfferRows
{
    private readonly List<(NewJob Job, long Id, Lane Lane, OfferPlace Place, JobCare Care, long? ExpiresAt)> _rows = [];

    public void Add(NewJob job, long id, Lane lane, OfferPlace place, JobCare care, long? expiresAt) =>
        _rows.Add((job, id, lane, place, care, expiresAt));

    public void Write(PostgresSession session)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        if (_rows.Count >= CopyWriter.Fewest)
        {
            Copy(session);
            return;
        }

        ColumnWriter.Of(session, PostgresSql.OfferInsertMany, _rows)
            .Column("ids", NpgsqlDbType.Bigint, row => row.Id)
            .Column("lanes", NpgsqlDbType.Bigint, row => row.Lane.Id)
            .Column("bands", NpgsqlDbType.Bigint, row => row.Place.Band)
            .Column("keys", NpgsqlDbType.Bigint, row => row.Place.Key)
            .Column("seqs", NpgsqlDbType.Bigint, row => row.Place.Seq)
            .Column("careful", NpgsqlDbType.Smallint, row => (short)row.Care)
            .Column("follows", NpgsqlDbType.Smallint, row => FollowsOf(row.Job))
            .Column("expires_at", NpgsqlDbType.Bigint, row => row.ExpiresAt)
            .Run();
    }

    private static short FollowsOf(NewJob job) => (short)(job.Callbacks.Count > 0 ? 1 : 0);

    private void Copy(PostgresSession session)
    {
        using var copy = new CopyWriter((PostgresDatabase)session.Database, PostgresSql.OfferCopy);
        foreach (var (job, id, lane, place, care, expiresAt) in _rows)
        {
            copy.StartRow();
            copy.Write(lane.Id);
            copy.Write(place.Band);
            copy.Write(place.Key);
            copy.Write(place.Seq);
            copy.Write(id);
            copy.Write(0L); // run
            copy.Write(0); // attempt
            copy.Write(0); // interruptions
            copy.Write((short)0); // phase
            copy.Write((short)care);
            copy.Write(FollowsOf(job));
            copy.Write(expiresAt);
        }

        copy.Complete();
    }
}
