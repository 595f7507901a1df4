using Microsoft.Data.Sqlite;
using Quartz;

namespace Bench.Scenarios.Rivals;

/// <summary>Quartz on an SQLite file in WAL mode with <c>synchronous=FULL</c>: as durable as ours.</summary>
internal sealed class QuartzOnSqlite : QuartzRival
{
    public override string Name => "quartz-sqlite";

    protected override string Title => "Quartz on SQLite";

    protected override int Count => 2_500;

    protected override void Prepare(string folder)
    {
        using var connection = new SqliteConnection(Source(folder));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode=wal";
        command.ExecuteNonQuery();
    }

    protected override void UseStore(IQuartzBuilder builder, string folder) => builder.UsePersistentStore(store =>
    {
        store.UseSqlite(SqliteFactory.Instance, Source(folder));
        store.ProvisionSchema();
    });

    private static string Source(string folder) => $"Data Source={Path.Combine(folder, "quartz.db")}";
}
