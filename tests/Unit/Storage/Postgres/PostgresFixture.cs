using System.Collections.Concurrent;
using System.Globalization;
using AsyncEngine;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Postgres;
using Npgsql;
using Unit.Storage.Contract;

namespace Unit.Storage.Postgres;

/// <summary>
/// A store in a schema that nobody else uses meanwhile, on the server of this test run. Schemas are emptied and used
/// again: making one costs more than most tests.
/// </summary>
internal sealed class PostgresFixture : IStoreFixture
{
    private static readonly ConcurrentBag<string> Empty = [];
    private static int _count;

    public string ConnectionString { get; } = PostgresCluster.Require().ConnectionString;

    public string Schema { get; } = Empty.TryTake(out var known)
        ? known
        : string.Create(CultureInfo.InvariantCulture, $"test \"{Interlocked.Increment(ref _count)}\"");

    /// <summary>The connection string with the schema: what names the store alone.</summary>
    public string Location => $"{ConnectionString};Schema='{Schema}'";

    private string Path => "\"" + Schema.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public IStore Open(StoreOptions options) => PostgresStore.Open(Location, options);

    public void CheckInvariants() => PostgresInvariants.Check(ConnectionString, Schema);

    /// <summary>Runs a statement beside the store.</summary>
    public object? Execute(string text)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand($"set search_path = {Path}; {text}", connection);
        return command.ExecuteScalar();
    }

    /// <summary>Lets a connection find the store's tables.</summary>
    public void Enter(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand($"set search_path = {Path}", connection);
        command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        Execute("""
            do $$
            declare
                emptied text;
            begin
                for emptied in select tablename from pg_tables
                    where schemaname = current_schema() and tablename not in ('migration', 'meta')
                loop
                    execute format('delete from %I', emptied);
                end loop;
                for emptied in select sequencename from pg_sequences where schemaname = current_schema()
                loop
                    perform setval(format('%I', emptied)::regclass, 1, false);
                end loop;
                update meta set created_at = extract(epoch from timestamptz '2006-08-10 15:44:22.000211+00') * 1000000;
                insert into queue (name, name_key, created_at)
                values ('default', 'DEFAULT', extract(epoch from timestamptz '2006-08-10 15:44:22.000211+00') * 1000000);
                insert into tally (queue, shard) values (1, 0);
                insert into lane (queue, quota_set) values (1, '');
            end
            $$
            """);
        Empty.Add(Schema);
        return default;
    }
}
