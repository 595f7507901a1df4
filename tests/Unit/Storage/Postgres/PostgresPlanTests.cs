using System.Text.RegularExpressions;
using AsyncEngine;
using AsyncEngine.Storage.Postgres;
using AsyncEngine.Storage.Relational.Connections;
using Npgsql;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>
/// Plans of hot statements are kept, also those that were made while the store was empty: then they must fit a full one.
/// </summary>
public sealed partial class PostgresPlanTests
{
    private static readonly string[] Growing = ["job", "offer", "held", "running", "waiting", "outcome", "payload", "quota", "lane"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Hot =>
    [
        "settle_plain", "running_start_many", "held_promote", "claim_free", "claim_candidates", "claim_chosen",
        "queue_find_many", "quota_find_many", "lane_find_many", "call_find_many", "job_find_many", "job_insert_many",
        "offer_insert_many", "held_insert_many", "enqueue_plain", "tally_add", "job_status_many", "job_read_many",
    ];

    [Theory]
    [MemberData(nameof(Hot))]
    public async Task Plan_OfAnEmptyStore_LooksUpRows_AndReadsNoTable(string name)
    {
        await using var fixture = new PostgresFixture();
        await fixture.Open(new StoreOptions()).DisposeAsync();
        await using var connection = new NpgsqlConnection(fixture.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        fixture.Enter(connection);
        await RunAsync(connection, $"vacuum analyze {string.Join(", ", Growing)}"); // that they are empty is known then
        var plan = await ExplainAsync(connection, SqlText.Resource($"Postgres.{name}.sql"));

        Assert.DoesNotMatch(@"Seq Scan on (?!(meta|job_key)\b)", plan); // those have one row
        Assert.All(Scan().Matches(plan), scan => Assert.True(
            !Growing.Contains(scan.Groups["table"].Value) || scan.Groups["condition"].Success, plan));
    }

    private static async Task<string> ExplainAsync(NpgsqlConnection connection, string text)
    {
        var names = Parameter().Matches(text).Select(match => match.Value).Distinct().ToList();
        var prepared = Parameter().Replace(text, match => $"${names.IndexOf(match.Value) + 1}");
        await RunAsync(connection, SqlText.Resource("Postgres.session_share.sql")
            .Replace("@path", "current_setting('search_path')", StringComparison.Ordinal)
            .Replace("true", "false", StringComparison.Ordinal)
            .Replace("@space", "1", StringComparison.Ordinal)
            .Replace("@store", "1", StringComparison.Ordinal));
        await RunAsync(connection, $"prepare hot as {prepared}");
        var values = string.Join(", ", names.Select(_ => "null"));
        return await RunAsync(connection, $"explain (costs off) execute hot ({values})");
    }

    private static async Task<string> RunAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.IsDBNull(0) ? string.Empty : reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"(?<![@:\w])@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"Index (Only )?Scan using \S+ on (?<table>\w+).*(\n\s+(?<condition>Index Cond:))?")]
    private static partial Regex Scan();
}
