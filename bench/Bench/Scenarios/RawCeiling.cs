using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Bench.Scenarios;

/// <summary>
/// What SQLite itself can do through its provider with <c>synchronous=FULL</c>: a simple table with one partial index,
/// prepared statements, nothing else. The limit that our own figures are laid beside.
/// </summary>
internal sealed class RawCeiling : IScenario
{
    private const int Batch = 100;

    public string Name => "raw";

    public Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var rows = quick ? 20_000 : 100_000;
        using var connection = Open(Path.Combine(folder, "raw.db"));
        var insert = Insert(connection, rows);
        var drain = Drain(connection, rows);
        var commits = Commit(connection, quick ? 500 : 3_000);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("raw SQLite: insert, one transaction", "/s", insert),
            new Figure($"raw SQLite: claim and complete by {Batch}", "/s", drain),
            new Figure("raw SQLite: single-row commits", "/s", commits),
        ]);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "pragma journal_mode=wal; pragma synchronous=full;");
        Execute(connection, "create table item (id integer primary key, payload blob not null, state integer not null)");
        Execute(connection, "create index item_ready on item (id) where state = 0");
        return connection;
    }

    private static double Insert(SqliteConnection connection, int rows)
    {
        var start = Stopwatch.GetTimestamp();
        using (var transaction = connection.BeginTransaction())
        {
            using var insert = Command(connection, "insert into item (payload, state) values (@payload, 0)");
            insert.Parameters.AddWithValue("@payload", new byte[40]);
            for (var i = 0; i < rows; i++)
            {
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Drain(SqliteConnection connection, int rows)
    {
        using var claim = Command(
            connection,
            "update item set state = 1 where id in (select id from item where state = 0 order by id limit 100) returning id");
        using var complete = Command(connection, "update item set state = 2 where id = @id");
        var id = complete.Parameters.Add("@id", SqliteType.Integer);
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < rows; done += Batch)
        {
            Execute(connection, "begin immediate");
            foreach (var claimed in Read(claim))
            {
                id.Value = claimed;
                complete.ExecuteNonQuery();
            }

            Execute(connection, "commit");
        }

        return rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Commit(SqliteConnection connection, int commits)
    {
        using var insert = Command(connection, "insert into item (payload, state) values (@payload, 2)");
        insert.Parameters.AddWithValue("@payload", new byte[40]);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < commits; i++)
        {
            insert.ExecuteNonQuery();
        }

        return commits / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static List<long> Read(SqliteCommand command)
    {
        var ids = new List<long>(Batch);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = Command(connection, text);
        command.ExecuteNonQuery();
    }
}
