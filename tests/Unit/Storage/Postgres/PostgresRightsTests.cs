using System.Text.RegularExpressions;
using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Npgsql;
using Unit.Dispatching;
using Unit.Rules;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>The roles of docs/postgres.md, made with the statements of that page: each may do what it is for, and no more.</summary>
public sealed partial class PostgresRightsTests : IAsyncLifetime
{
    private readonly PostgresServer _server = PostgresCluster.Require();
    private readonly string _own = $"own{Guid.NewGuid():N}"[..20];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var statements = Blocks().Matches(await File.ReadAllTextAsync(SourceTree.PathOf("docs", "postgres.md"), Token))
            .Select(match => match.Groups[1].Value
                .Replace("asyncps", _own, StringComparison.Ordinal)
                .Replace("jobs_", $"{_own}_", StringComparison.Ordinal))
            .Take(2).ToList();
        Execute(_server.ConnectionString, statements[0]);
        foreach (var role in (string[])["owner", "read", "add", "dispatch"])
        {
            Execute(_server.ConnectionString, $"alter role {_own}_{role} login password 'right'");
        }

        await Open("owner").DisposeAsync();
        Execute(LocationOf("owner"), statements[1]);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var role in (string[])["dispatch", "add", "read", "owner"])
        {
            Execute(_server.ConnectionString, $"drop owned by {_own}_{role} cascade; drop role {_own}_{role}");
        }

        return default;
    }

    [Fact]
    public async Task Owner_MayDoEverything()
    {
        await using var store = Open("owner");

        await store.CreateQueueAsync("mail", null, Token);
        await store.Queue().CreateQuotaAsync("disk", 1, Token);
        await RunAsync(store);
    }

    [Fact]
    public async Task Reader_MayOnlyRead()
    {
        await using var store = Open("read");

        Assert.Single(await store.GetQueuesAsync(Token));
        Assert.Equal("PostgreSQL", (await store.DescribeAsync(Token)).Kind);
        Assert.Equal(0, await store.CountJobsAsync(cancellationToken: Token));
        await RefusedAsync(() => store.Queue().AddAsync(() => Chores.Twice(1), cancellationToken: Token));
        await RefusedAsync(() => store.CreateQueueAsync("x", null, Token));
        await using var dispatcher = new Dispatcher(store);
        await RefusedAsync(() => dispatcher.StartAsync(Token));
    }

    [Fact]
    public async Task Adder_MayAddAndRead_AndNothingElse()
    {
        await using var owner = Open("owner");
        await owner.Queue().CreateQuotaAsync("disk", 1, Token);
        await using var store = Open("add");

        var job = await store.Queue().AddAsync(
            () => Chores.Twice(21),
            new JobOptions
            {
                Quotas = ["disk"], Tags = ["t"], State = "counter", Callbacks = [JobCallback.OnCompleted(() => Chores.Twice(1))],
            },
            Token);
        await store.Queue().AddAsync(
            () => Chores.Echo(new string('x', 5_000)), new JobOptions { Delay = TimeSpan.FromHours(1) }, Token);
        await store.Queue().AddRangeAsync(Enumerable.Range(0, 10), number => Chores.Twice(number), cancellationToken: Token);
        await job.AddCallbackAsync(JobCallback.OnSuccess(() => Chores.Twice(2)), Token);
        await store.Queue().AddAsync(
            JobSpec.Serial([JobSpec.Of(() => Chores.Twice(3)), JobSpec.Of(() => Chores.Twice(4))]), Token);
        await AddInOwnTransactionAsync(store);

        await RefusedAsync(() => job.StopAsync(Token));
        await RefusedAsync(() => store.Storage.Jobs.RemoveAsync([job.Id], Token));
        await RefusedAsync(() => store.Queue().ResizeQuotaAsync("disk", 9, Token));
        await RefusedAsync(() => store.Queue().SuspendAsync(Token));
        await using var dispatcher = new Dispatcher(store);
        await RefusedAsync(() => dispatcher.StartAsync(Token));
        Assert.Equal(JobStatus.Pending, (await owner.GetJobAsync(job.Id, Token)).Status);
    }

    [Fact]
    public async Task Dispatcher_MayRunAndRemove_ButMakesNoQueues()
    {
        await using var owner = Open("owner");
        await owner.Queue().CreateQuotaAsync("disk", 1, Token);
        await using var store = Open("dispatch");

        var job = await RunAsync(store, "disk");
        await store.Storage.Jobs.RemoveAsync([job.Id], Token);
        var late = await store.Queue().AddAsync(
            () => Chores.Twice(1), new JobOptions { Delay = TimeSpan.FromHours(1) }, Token);
        await late.StopAsync(Token);

        Assert.Equal(JobOutcome.Cancelled, (await store.GetJobAsync(late.Id, Token)).Outcome);
        await RefusedAsync(() => store.CreateQueueAsync("x", null, Token));
        await RefusedAsync(() => store.Queue().SuspendAsync(Token));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            Assert.Throws<PostgresException>(
                () => Execute(LocationOf("dispatch"), $"update {_own}.meta set min_engine = 9")).SqlState);
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    private static async Task<Job> RunAsync(AsyncStore store, params string[] quotas)
    {
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync(Token);
        var job = await store.Queue().AddAsync(() => Chores.Twice(21), new JobOptions
        {
            Quotas = quotas, State = "counter", Callbacks = [JobCallback.OnCompleted(() => Chores.Twice(1))],
        });
        Assert.Equal(42, await job.ResultAsync<int>(Token));
        await dispatcher.DrainAsync(Token);
        await dispatcher.StopAsync(cancellationToken: Token);
        return job;
    }

    private static async Task RefusedAsync(Func<Task> action)
    {
        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(action);
        Assert.Equal(ErrorIds.StoreReadOnly, refusal.ErrorId);
    }

    private async Task AddInOwnTransactionAsync(AsyncStore store)
    {
        await using var connection = new NpgsqlConnection(LocationOf("add"));
        await connection.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await store.Queue().AddAsync(() => Chores.Note("none", "none"), transaction, cancellationToken: Token);
        await transaction.CommitAsync(Token);
    }

    private AsyncStore Open(string role) => AsyncStore.Open($"{LocationOf(role)};Schema={_own}");

    private string LocationOf(string role) => _server.ConnectionStringFor($"{_own}_{role}", "right");

    private static void Execute(string location, string text)
    {
        using var connection = new NpgsqlConnection(location);
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }
}
