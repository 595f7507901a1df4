using Hangfire;
using Hangfire.PostgreSql;

namespace Bench.Scenarios.Rivals;

/// <summary>Hangfire on the same PostgreSQL server as ours, with its defaults.</summary>
internal sealed class HangfireOnPostgres : HangfireRival
{
    public override string Name => "hangfire-postgres";

    protected override string Title => "Hangfire on PostgreSQL";

    protected override int Count => 2_000;

    protected override JobStorage Open(string folder) => new PostgreSqlStorage(
        new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(
            Stores.Server!, new PostgreSqlStorageOptions { SchemaName = Schema(folder) }),
        new PostgreSqlStorageOptions { SchemaName = Schema(folder) });

    // A folder is used again in every round; what the rival left of the round before must not slow it down.
    private static string Schema(string folder)
    {
        var note = Path.Combine(folder, "hangfire");
        if (!File.Exists(note))
        {
            File.WriteAllText(note, $"hangfire_{Guid.NewGuid():N}");
        }

        return File.ReadAllText(note);
    }
}
