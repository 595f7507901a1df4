using AsyncEngine;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Signals;
using Npgsql;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Many connections claim and settle at once: each job once, no quota ever exceeded.</summary>
public sealed class PostgresRaceTests
{
    private const int Jobs = 600;
    private const int Claimers = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claims_FromManyConnections_AreExact_R135(bool hasQuotas)
    {
        await using var fixture = new PostgresFixture();
        await using (var store = fixture.Open(new StoreOptions()))
        {
            await store.Quotas.CreateAsync("default", ["one", "two", "three"], 2, Cancel);
            await store.Quotas.ResizeAsync("default", "three", 3, Cancel);
            await store.Jobs.EnqueueAsync([.. Enumerable.Range(0, Jobs).Select(n => Job(n, hasQuotas))], Cancel);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var watch = WatchAsync(fixture, end.Token);
            var claimed = await Task.WhenAll(
                Enumerable.Range(1, Claimers).Select(number => Task.Run(() => DrainAsync(fixture, store, number), Cancel)));
            await end.CancelAsync();

            Assert.Equal(Jobs, claimed.SelectMany(ids => ids).Distinct().Count());
            Assert.Equal(Jobs, claimed.Sum(ids => ids.Count));
            Assert.Equal(0, await watch);
            Assert.Equal(Jobs, (await store.Queues.ListAsync(Cancel))[0].Completed);
        }

        fixture.CheckInvariants();
    }

    /// <summary>Pings are the most frequent of all: each would stop all claims if it had to be alone.</summary>
    [Fact]
    public async Task Ping_DoesNotWaitForTurns_R157()
    {
        await using var fixture = new PostgresFixture();
        await using var store = fixture.Open(new StoreOptions());
        var worker = await TestWorker.Activate(store);
        await TestWorker.Activate(store, 2);
        await using var connection = new NpgsqlConnection(fixture.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        var key = Assert.IsType<PostgresSignal>(store.Signal).Channel.Connections.StoreKey;
        await using var share = new NpgsqlCommand(
            $"select pg_advisory_xact_lock_shared({PostgresConnections.Space}, {key})",
            connection, transaction);
        await share.ExecuteNonQueryAsync(Cancel);

        // Alone it would wait until the turn is over, or for 30 seconds, and be refused (StoreBusy).
        Assert.Null((await store.Dispatchers.PingAsync(worker.Dispatcher, Cancel)).Rescued);
    }

    private static NewJob Job(int number, bool hasQuotas)
    {
        string[][] sets = [[], ["one"], ["two"], ["one", "two"], ["three"], ["two", "three"]];
        return new NewJob
        {
            Call = new AsyncEngine.Jobs.CallText(AsyncEngine.Jobs.CallKind.Method, "Demo.Work()"),
            Quotas = hasQuotas ? sets[number % sets.Length] : [],
        };
    }

    private static async Task<List<long>> DrainAsync(PostgresFixture fixture, IStore first, int number)
    {
        await using var store = fixture.Open(new StoreOptions());
        var worker = await TestWorker.Activate(store, number);
        var all = new List<long>();
        IReadOnlyList<ClaimedJob> claimed = [];
        while (true)
        {
            var turn = await worker.Turn(4, 0, [.. claimed.Select(job => TestWorker.Outcome(job.Key))]);
            Assert.All(turn.Settled, settled => Assert.Equal(SettleVerdict.Done, settled.Verdict));
            claimed = turn.Claimed;
            all.AddRange(claimed.Select(job => job.Key.JobId));
            if (claimed.Count == 0)
            {
                var queue = (await first.Queues.ListAsync(Cancel))[0];
                if (queue.Pending + queue.Active + queue.Assigned == 0)
                {
                    return all;
                }
            }
        }
    }

    /// <summary>Counts the moments at which more jobs ran than a quota admits, or its count was not true.</summary>
    private static async Task<long> WatchAsync(PostgresFixture fixture, CancellationToken end)
    {
        long faults = 0;
        await using var connection = new NpgsqlConnection(fixture.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            $"""
            set search_path = "{fixture.Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}";
            select count(*) from quota q
            where q.used > q.size or q.used <> (
                select count(*) from running r join lane_quota lq on lq.lane = r.holds where lq.quota = q.id)
            """,
            connection);
        while (!end.IsCancellationRequested)
        {
            faults += (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }

        return faults;
    }
}
