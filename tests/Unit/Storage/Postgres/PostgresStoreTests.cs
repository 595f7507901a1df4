using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Npgsql;
using Unit.Dispatching;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Opening a store on a server: what is created, what is refused, what is shown.</summary>
public sealed class PostgresStoreTests : IDisposable
{
    private readonly PostgresServer _server = PostgresCluster.Require();
    private readonly string _schema = $"own_{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Location => $"{_server.ConnectionString};Schema={_schema}";

    public void Dispose() => Execute($"drop schema if exists {_schema} cascade");

    [Fact]
    public async Task Open_CreatesTheSchema_AndDescribesIt()
    {
        await using var store = AsyncStore.Open(Location);

        var info = await store.DescribeAsync(Cancel);

        Assert.Equal("PostgreSQL", info.Kind);
        Assert.Equal($"postgres://127.0.0.1:{_server.Port}/postgres?schema={_schema}", info.Location);
        Assert.Equal(1, info.SchemaVersion);
        Assert.StartsWith(Execute("show server_version")!, info.DatabaseVersion, StringComparison.Ordinal);
        Assert.True(info.Size > 0);
        Assert.Equal("Full", info.Durability);
        Assert.True(DateTimeOffset.UtcNow - info.CreatedAt < TimeSpan.FromMinutes(30));
        Assert.Equal("default", Assert.Single(await store.GetQueuesAsync(Cancel)).Name);
    }

    [Fact]
    public async Task Open_ManyTimesAtOnce_MakesOneStore()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AsyncStore.Open(Location))));

        Assert.Equal("1", Execute($"select count(*)::text from {_schema}.meta"));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public async Task HalfOfASurrogatePair_IsStoredAsAReplacement_AndHarmsNobody(int letter)
    {
        var text = $"a pair \ud83d\ude00 and {(char)letter} alone";
        var stored = "a pair \ud83d\ude00 and \ufffd alone";
        await using var store = AsyncStore.Open(Location);
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync(Cancel);
        await store.CreateQueueAsync(text, cancellationToken: Cancel);
        var queue = store.Queue(text);
        var options = new JobOptions { Name = text, Tags = [text] };

        var one = await queue.AddAsync(() => Chores.Echo(text), options, Cancel);
        var many = await queue.AddRangeAsync(Enumerable.Range(0, 600), number => Chores.Twice(number), options, Cancel);
        var plain = await store.Queue().AddAsync(() => Chores.Echo(text), new JobOptions { Name = text }, Cancel);
        var failed = await store.Queue().AddAsync(() => Chores.Fail(text), cancellationToken: Cancel);

        Assert.Equal(stored, (await store.GetJobAsync(one.Id, Cancel)).Name);
        Assert.Equal(stored, (await store.GetJobAsync(many[^1].Id, Cancel)).Name);
        Assert.Equal(text, await plain.ResultAsync<string>(Cancel));
        Assert.Equal(stored, (await failed.WaitAsync(Cancel)).Error!.Message);
        Assert.Equal(2, (await store.GetQueuesAsync(Cancel)).Count);
        await dispatcher.StopAsync(cancellationToken: Cancel);
    }

    [Fact]
    public void Open_RefusesASchema_ThatIsSomethingElse()
    {
        Execute($"create schema {_schema}; create table {_schema}.mine (x int)");

        Refuses(ErrorIds.StoreNotRecognized, Location);
        Assert.Equal("mine", Execute($"select string_agg(tablename, ',') from pg_tables where schemaname = '{_schema}'"));
    }

    [Fact]
    public async Task Open_RefusesAStore_OfANewerVersion()
    {
        await AsyncStore.Open(Location).DisposeAsync();
        Execute($"update {_schema}.meta set min_engine = 999, schema = 999");

        Refuses(ErrorIds.StoreVersionNewer, Location);
    }

    [Fact]
    public async Task Open_RefusesAStore_OfAnotherMaking()
    {
        await AsyncStore.Open(Location).DisposeAsync();
        Execute($"update {_schema}.migration set checksum = 'x'");

        Refuses(ErrorIds.StoreNotRecognized, Location);
    }

    [Fact]
    public async Task Verb_IsRefused_WhenTheStoreBecameNewerMeanwhile()
    {
        await using var store = AsyncStore.Open(Location);
        Execute($"update {_schema}.meta set min_engine = 999");

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => store.CreateQueueAsync("other", null, Cancel));

        Assert.Equal(ErrorIds.StoreVersionNewer, refusal.ErrorId);
    }

    [Fact]
    public void Open_CreatesNothing_WhenItMayNot()
    {
        var refusal = Assert.Throws<AsyncEngineException>(
            () => AsyncStore.Open(Location, new StoreOptions { Create = false }));

        Assert.Equal(ErrorIds.StoreUnavailable, refusal.ErrorId);
        Assert.Null(Execute($"select 1::text from pg_namespace where nspname = '{_schema}'"));
    }

    [Fact]
    public void Open_RefusesAServer_ThatIsNotThere() =>
        Refuses(ErrorIds.StoreUnavailable, "Host=127.0.0.1;Port=1;Username=u;Password=s3cret;Timeout=2");

    [Fact]
    public void Open_RefusesADatabase_ThatIsNotThere() => Refuses(
        ErrorIds.StoreUnavailable, $"Host=127.0.0.1;Port={_server.Port};Username=asyncps;Password=s3cret;Database=nope");

    [Fact]
    public void Open_RefusesAWrongPassword()
    {
        Execute("do $$ begin create role guest login password 'right'; exception when duplicate_object then null; end $$");

        Refuses(
            ErrorIds.StoreUnavailable,
            $"Host=127.0.0.1;Port={_server.Port};Username=guest;Password=s3cret;Database=postgres;Schema={_schema}");
    }

    [Fact]
    public async Task Reader_MayRead_AndIsToldThatItMayNotWrite()
    {
        await AsyncStore.Open(Location).DisposeAsync();
        Execute(
            "do $$ begin create role reader login password 'right'; exception when duplicate_object then null; end $$; "
                + $"grant usage on schema {_schema} to reader; grant select on all tables in schema {_schema} to reader; "
                + $"grant select on all sequences in schema {_schema} to reader");
        await using var store = AsyncStore.Open(
            $"Host=127.0.0.1;Port={_server.Port};Username=reader;Password=right;Database=postgres;Schema={_schema}");

        Assert.Single(await store.GetQueuesAsync(Cancel));
        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => store.CreateQueueAsync("x", null, Cancel));
        Assert.Equal(ErrorIds.StoreReadOnly, refusal.ErrorId);
    }

    [Fact]
    public async Task LonelyVerb_IsRefusedAsBusy_WhenATransactionStaysOpen()
    {
        await using var store = AsyncStore.Open(Location);
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand($"lock table {_schema}.queue", connection);
        await command.ExecuteNonQueryAsync(Cancel);

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => store.CreateQueueAsync("x", null, Cancel));

        Assert.Equal(ErrorIds.StoreBusy, refusal.ErrorId);
    }

    private static void Refuses(string id, string location)
    {
        var refusal = Assert.Throws<AsyncEngineException>(() => AsyncStore.Open(location));
        Assert.Equal(id, refusal.ErrorId);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }

    private string? Execute(string text)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        return command.ExecuteScalar() as string;
    }
}
