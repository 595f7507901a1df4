using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Migrations;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Migrations;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Postgres.Writing;

/// <summary>One write transaction on a server. Its now is the server's, or a test's.</summary>
internal sealed class PostgresSession : WriteSession
{
    public PostgresSession(
        PostgresDatabase database, CallTexts texts, OwnSource source, TestClock clock, string location)
        : base(database, texts, new SourceBook(database, source.Process, source.Id))
    {
        using var read = database.Use(Sql.MetaRead);
        read.Bind("now", clock.Now);
        if (!read.Step())
        {
            throw PostgresErrors.NotAStore(location, "it has lost its own row.");
        }

        SchemaVersion.Require(location, read.GetLong(0), PostgresMigration.Latest);
        Now = read.GetLong(1);
    }

    public override long NextKey()
    {
        using var take = Database.Use(PostgresSql.KeyTake);
        take.Bind("now", Now);
        take.Step();
        return take.GetLong(0);
    }

    public override long TakeIds(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        using var take = Database.Use(PostgresSql.IdTake);
        take.Bind("count", count);
        take.Step();
        return take.GetLong(0);
    }

    public override void Continue(StoreMarks marks)
    {
        using var go = Database.Use(PostgresSql.CopyContinue);
        go.Bind("next_id", marks.NextId);
        go.Bind("last_key", marks.LastKey);
        go.Run();
    }

    /// <summary>Writes what verbs have only noted.</summary>
    /// <param name="isCallers">Whether the transaction is the caller's, and may stay open after that.</param>
    public void Finish(bool isCallers = false)
    {
        Follower.Run();
        Lanes.Flush();
        Tally.Flush(isCallers ? PostgresSql.TallyAddCallers : Sql.TallyAdd);
    }
}
