using System.Globalization;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational.Migrations;
using AsyncEngine.Storage.Relational.Queues;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Migrations;

/// <summary>
/// Makes sure that a schema is a store that this engine may write, creates it and brings it up to date. All that changes
/// something is one transaction under the store's lonely lock, so that several programs may open a new store at once.
/// </summary>
internal sealed class PostgresMigrator(PostgresConnections connections, TestClock clock, bool create)
{
    private string Location => connections.Location;

    public void Run()
    {
        using var connection = connections.Open();
        PostgresVersion.Require(connection.PostgreSqlVersion, Location);
        if (!IsCurrent(connection))
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, "select pg_advisory_xact_lock($1, $2)", PostgresConnections.Space, connections.StoreKey);
            Bring(connection);
            transaction.Commit();
        }
    }

    /// <summary>Only looks: a schema that is not ours, or was written by a newer engine, is not touched.</summary>
    private bool IsCurrent(NpgsqlConnection connection)
    {
        if (!Has(connection, "meta"))
        {
            return HasAnything(connection)
                ? throw PostgresErrors.NotAStore(Location, "its schema has other tables. Name another schema.")
                : false;
        }

        using var transaction = connection.BeginTransaction();
        var (schema, minEngine) = ReadMeta(connection);
        SchemaVersion.Require(Location, minEngine, PostgresMigration.Latest);
        RefuseForeign(connection);
        return schema >= PostgresMigration.Latest;
    }

    private void Bring(NpgsqlConnection connection)
    {
        using var database = new PostgresDatabase(connection);
        var fresh = !Has(connection, "meta");
        if (fresh && !create)
        {
            throw new AsyncEngineException(
                ErrorIds.StoreUnavailable,
                $"The store '{Location}' cannot be opened: there is no such schema, and it was not to be created.")
            {
                Target = Location,
            };
        }

        if (fresh && !HasSchema(connection))
        {
            Execute(connection, $"create schema \"{connections.Address.Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        SetPath(connection);
        var now = ReadNow(connection);
        foreach (var migration in PostgresMigration.All)
        {
            if (fresh || FindChecksum(connection, migration.Number) is null)
            {
                Execute(connection, migration.Text);
                Record(connection, migration, now);
            }
        }

        if (fresh)
        {
            Found(database, now);
        }

        Execute(connection, string.Create(
            CultureInfo.InvariantCulture, $"update meta set schema = {PostgresMigration.Latest}"));
    }

    /// <summary>What every new store has: its own row, and the queue <c>default</c> with its free lane.</summary>
    private static void Found(PostgresDatabase database, long now)
    {
        Execute(
            database.Connection,
            "insert into meta (one, schema, min_engine, created_at) values (1, $1, $2, $3)",
            PostgresMigration.Latest,
            SchemaVersion.MinEngine,
            now);
        QueueWriter.Create(database, QueueWriter.DefaultName, null, now);
        database.Flush();
    }

    private static void Record(NpgsqlConnection connection, Migration migration, long now) => Execute(
        connection,
        "insert into migration (number, name, checksum, applied_at) values ($1, $2, $3, $4)",
        migration.Number,
        migration.Name,
        migration.Checksum,
        now);

    private static object? Ask(NpgsqlConnection connection, string text, params object[] values)
    {
        using var command = Command(connection, text, values);
        return command.ExecuteScalar();
    }

    private static void Execute(NpgsqlConnection connection, string text, params object[] values)
    {
        using var command = Command(connection, text, values);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, object[] values)
    {
        // As long as it takes: a migration that is given up would only be begun again.
        var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static string? FindChecksum(NpgsqlConnection connection, int number) =>
        Ask(connection, "select checksum from migration where number = $1", number) as string;

    private bool Has(NpgsqlConnection connection, string table) => Ask(
        connection,
        "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2",
        connections.Address.Schema,
        table) is not null;

    private bool HasAnything(NpgsqlConnection connection) => Ask(
        connection,
        "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 limit 1",
        connections.Address.Schema) is not null;

    private bool HasSchema(NpgsqlConnection connection) => Ask(
        connection, "select 1 from pg_namespace where nspname = $1", connections.Address.Schema) is not null;

    private void SetPath(NpgsqlConnection connection) =>
        Execute(connection, "select set_config('search_path', $1, true)", connections.Path);

    private long ReadNow(NpgsqlConnection connection) => clock.Now ?? (long)Ask(
        connection, "select (extract(epoch from clock_timestamp()) * 1000000)::bigint")!;

    private (long Schema, long MinEngine) ReadMeta(NpgsqlConnection connection)
    {
        SetPath(connection);
        try
        {
            using var command = Command(connection, "select schema, min_engine from meta", []);
            using var row = command.ExecuteReader();
            return row.Read()
                ? (row.GetInt64(0), row.GetInt64(1))
                : throw PostgresErrors.NotAStore(Location, "it has lost its own row.");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedColumn)
        {
            throw PostgresErrors.NotAStore(Location, "its schema has other tables. Name another schema.");
        }
    }

    private void RefuseForeign(NpgsqlConnection connection)
    {
        foreach (var migration in PostgresMigration.All)
        {
            if (FindChecksum(connection, migration.Number) is { } checksum && checksum != migration.Checksum)
            {
                throw PostgresErrors.NotAStore(
                    Location,
                    $"its tables are of another making (migration {migration.Number}). Open it with the version that "
                        + "made it.");
            }
        }
    }
}
