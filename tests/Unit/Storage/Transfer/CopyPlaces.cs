using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Storage;
using Unit.Dispatching;
using Unit.Storage.Contract;
using Unit.Storage.Postgres;
using Unit.Storage.Sqlite;
using Xunit;

namespace Unit.Storage.Transfer;

/// <summary>Stores of both kinds that a test copies to and from; all gone, and looked over, at the end.</summary>
internal sealed class CopyPlaces : IAsyncDisposable
{
    private readonly List<(IStoreFixture Fixture, AsyncStore Store)> _stores = [];

    public AsyncStore OpenFile() => Open(new SqliteFixture());

    public AsyncStore OpenServer() => Open(new PostgresFixture());

    public AsyncStore OpenKind(bool isServer) => isServer ? OpenServer() : OpenFile();

    /// <summary>What the tables have, a line for each row; columns that a kind of store has for itself are left out.</summary>
    public static Dictionary<string, List<string>> Read(AsyncStore store)
    {
        using var export = store.Storage.Transfer.Export();
        return CopiedTable.All.ToDictionary(
            table => table.Name,
            table =>
            {
                string[] columns = [.. export.Columns(table.Name).Where(column => !CopiedTable.IsOwn(column)).Order()];
                return export.Read(table, columns)
                    .Select(row => string.Join(" | ", columns.Zip(row, (name, value) => $"{name} {Text(value)}")))
                    .Order(StringComparer.Ordinal).ToList();
            });
    }

    /// <summary>Runs all that can run, one job at a time.</summary>
    public static async Task DrainAsync(AsyncStore store, params string[] queues)
    {
        await using var dispatcher = new Dispatcher(store, new DispatcherOptions
        {
            Agents = [.. queues.Append("default").Select(queue => new AgentOptions { Queue = queue, Size = 1 })],
            ClaimAhead = TimeSpan.Zero,
        });
        await dispatcher.StartAsync(TestContext.Current.CancellationToken);
        await dispatcher.DrainAsync(TestContext.Current.CancellationToken);
        await dispatcher.StopAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (fixture, store) in _stores)
        {
            await store.DisposeAsync();
            fixture.CheckInvariants();
            await fixture.DisposeAsync();
        }
    }

    private static string? Text(object? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString();

    private AsyncStore Open(IStoreFixture fixture)
    {
        var options = new StoreOptions();
        var store = new AsyncStore(fixture.Open(options), options);
        _stores.Add((fixture, store));
        return store;
    }
}
