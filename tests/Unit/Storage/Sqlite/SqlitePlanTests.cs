using AsyncEngine;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Relational.Connections;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>What SQLite makes of the statements that are run for every job.</summary>
public sealed class SqlitePlanTests : IAsyncLifetime
{
    private const string Folder = "Sqlite.";

    private readonly SqliteFixture _fixture = new();

    public static TheoryData<string> Inserts =>
        [.. typeof(IStore).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Where(name => name.EndsWith("_insert.sql", StringComparison.Ordinal) && !Read(name).Contains("returning"))];

    /// <summary>A store with its tables.</summary>
    public async ValueTask InitializeAsync()
    {
        var store = _fixture.Open(new StoreOptions());
        await store.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    /// <summary>
    /// A check with a list of three values fills a temporary table for each row; it made adding a job twice as expensive
    /// as it is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Inserts))]
    public void Insert_FillsNoTemporaryTable(string file)
    {
        var steps = Explain(Read(file));

        Assert.Contains("Insert", steps);
        Assert.DoesNotContain("OpenEphemeral", steps);
    }

    private List<string> Explain(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_fixture.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "explain " + sql;
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(1));
        }

        return steps;
    }

    private static string Read(string file) => SqlText.Resource(Folder + file);
}
