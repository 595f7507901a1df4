using System.Globalization;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Migrations;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Sqlite.Connections;

namespace AsyncEngine.Storage.Sqlite.Migrations;

/// <summary>
/// Makes sure that a file is a store that this engine may write, creates its tables and brings them up to date. Safe
/// when several processes open a new file at the same moment: all that changes the file is done under the turn lock.
/// </summary>
internal sealed class Migrator(StoreFile file, SqliteConnections connections, TurnLock turn, TimeProvider clock)
{
    /// <summary>Marks the file as ours ("AsyP").</summary>
    private const int ApplicationId = 0x41737950;

    public void Run()
    {
        using var database = connections.OpenPlain();
        if (database.IsReadOnly)
        {
            throw file.ReadOnly(null);
        }

        if (!IsCurrent(database) && !turn.TryEnter(() => TryBring(database)))
        {
            throw new AsyncEngineException(ErrorIds.StoreBusy, SqliteErrors.Busy(file.Path)) { Target = file.Path };
        }
    }

    /// <summary>Only looks: a file that is not ours, or was written by a newer engine, is not touched.</summary>
    private bool IsCurrent(SqliteDatabase database)
    {
        // The tables come first: a file that gets both between two looks has the mark when it is looked for.
        var isEmpty = database.ExecuteScalar("select count(*) from sqlite_schema") == 0;
        var id = database.ExecuteScalar("pragma application_id");
        if (isEmpty && id is 0 or ApplicationId)
        {
            return false;
        }

        if (id != ApplicationId)
        {
            throw new AsyncEngineException(ErrorIds.StoreNotRecognized, SqliteErrors.NotAStore(file.Path))
            {
                Target = file.Path,
            };
        }

        RefuseNewer(database.ExecuteScalar("select min_engine from meta"));
        RefuseForeign(database);
        return database.ExecuteScalar("select schema from meta") >= SqliteMigration.Latest;
    }

    private void RefuseNewer(long minEngine) => SchemaVersion.Require(file.Path, minEngine, SqliteMigration.Latest);

    private void RefuseForeign(SqliteDatabase database)
    {
        foreach (var migration in SqliteMigration.All)
        {
            using var read = database.Use(Sql.MigrationRead);
            read.Bind("number", migration.Number);
            if (read.Step() && read.GetText(0) != migration.Checksum)
            {
                throw new AsyncEngineException(
                    ErrorIds.StoreNotRecognized,
                    $"The store '{file.Path}' has tables of another making (migration {migration.Number}): it was "
                        + "left untouched. Open it with the version that made it.")
                {
                    Target = file.Path,
                };
            }
        }
    }

    private bool TryBring(SqliteDatabase database)
    {
        database.SetBusyTimeout(TimeSpan.Zero);
        try
        {
            // Both are fixed when the first page is written, so they come before the first table.
            database.Execute("pragma auto_vacuum = incremental; pragma journal_mode = wal; begin immediate");
        }
        catch (SqliteFailure failure) when (failure.PrimaryCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }

        try
        {
            Apply(database);
            database.Execute("commit");
            return true;
        }
        finally
        {
            if (!database.IsAutoCommit)
            {
                database.Execute("rollback");
            }
        }
    }

    private void Apply(SqliteDatabase database)
    {
        if (IsCurrent(database))
        {
            return;
        }

        var fresh = database.ExecuteScalar("select count(*) from sqlite_schema") == 0;
        var now = Moment.Of(clock.GetUtcNow());
        foreach (var migration in SqliteMigration.All)
        {
            if (fresh || !IsApplied(database, migration))
            {
                database.Execute(migration.Text);
                Record(database, migration, now);
            }
        }

        if (fresh)
        {
            database.Execute($"pragma application_id = {ApplicationId}");
            Found(database, now);
        }

        database.Execute(string.Create(
            CultureInfo.InvariantCulture, $"update meta set schema = {SqliteMigration.Latest}"));
    }

    private static bool IsApplied(SqliteDatabase database, Migration migration)
    {
        using var read = database.Use(Sql.MigrationRead);
        read.Bind("number", migration.Number);
        return read.Step();
    }

    private static void Record(SqliteDatabase database, Migration migration, long now)
    {
        using var insert = database.Use(Sql.MigrationInsert);
        insert.Bind("number", migration.Number);
        insert.Bind("name", migration.Name);
        insert.Bind("checksum", migration.Checksum);
        insert.Bind("applied_at", now);
        insert.Run();
    }

    /// <summary>What every new store has: its own row, and the queue <c>default</c> with its free lane.</summary>
    private static void Found(SqliteDatabase database, long now)
    {
        using (var insert = database.Use(Sql.MetaInsert))
        {
            insert.Bind("schema", SqliteMigration.Latest);
            insert.Bind("min_engine", SchemaVersion.MinEngine);
            insert.Bind("now", now);
            insert.Run();
        }

        QueueWriter.Create(database, QueueWriter.DefaultName, null, now);
    }
}
