using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Signals;
using Npgsql;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Adds that come at the same time share a transaction, and none of them another's fate.</summary>
public sealed class PostgresGroupTests : PostgresTests
{
    [Fact]
    public async Task Adds_ShareATransaction_WhenTheyComeTogether_R004()
    {
        var ids = await Task.WhenAll(await AddTogetherAsync(Enumerable.Range(0, 10).Select(_ => new[] { Job(), Job() })));

        Assert.Equal(1L, CountTransactions());
        Assert.Equal(20, ids.SelectMany(pair => pair).Distinct().Count());
        Assert.All(ids, pair => Assert.Equal(pair[0] + 1, pair[1]));
        Assert.Equal(ids.SelectMany(pair => pair), ids.SelectMany(pair => pair).Order());
    }

    [Fact]
    public async Task BadAdd_IsRefused_AndItsNeighboursAreStored_R005()
    {
        var adds = await AddTogetherAsync(
            [[Job()], [Job(), Job() with { Queue = "nowhere" }], [Job()], [Job() with { Name = "a\0b" }], [Job()]]);

        var lost = await Assert.ThrowsAsync<AsyncEngineException>(() => adds[1]);
        var broken = await Assert.ThrowsAsync<AsyncEngineException>(() => adds[3]);
        Assert.Equal((ErrorIds.QueueNotFound, 1), (lost.ErrorId, lost.Index));
        Assert.Equal(ErrorIds.ArgumentInvalid, broken.ErrorId);
        Assert.Equal(3, (await Task.WhenAll(adds[0], adds[2], adds[4])).SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(3L, Fixture.Execute("select count(*) from job"));
    }

    [Fact]
    public async Task Adds_AreStored_WhenTheStoreIsClosedMeanwhile()
    {
        var adds = await AddTogetherAsync([[Job()], [Job()]]);
        await Store.DisposeAsync();

        await Task.WhenAll(adds);
        Assert.Equal(2L, Fixture.Execute("select count(*) from job"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.Jobs.EnqueueAsync([Job()], Cancel));
        Store = Fixture.Open(new StoreOptions());
    }

    [Fact]
    public async Task NewSetsOfQuotas_AreMadeOnce_FromTwoBatchesInOppositeOrders_R127()
    {
        var names = Enumerable.Range(0, 300).Select(number => $"q{number}").ToArray();
        await Store.Quotas.CreateAsync("default", names, 1, Cancel);
        var jobs = names.Zip(names.Skip(1), (one, two) => Job() with { Quotas = [one, two] }).ToArray();
        await Task.WhenAll(
            Task.Run(() => Store.Jobs.EnqueueAsync(jobs, Cancel), Cancel),
            Task.Run(() => Store.Jobs.EnqueueAsync([.. jobs.Reverse()], Cancel), Cancel));

        Assert.Equal(299L, Fixture.Execute("select count(*) from lane where quota_set <> ''"));
        Assert.Equal(598L, Fixture.Execute("select count(*) from lane_quota"));
        Assert.Equal(1196L, Fixture.Execute("select count(*) from offer o join lane_quota q on q.lane = o.lane"));
    }

    private static NewJob Job() => new() { Queue = "default", Call = new CallText(CallKind.Script, "1") };

    private object? CountTransactions() => Fixture.Execute("select count(distinct xmin::text) from job");

    /// <summary>Begins adds while none can be stored, and lets them go on when all have begun.</summary>
    private async Task<IReadOnlyList<Task<IReadOnlyList<long>>>> AddTogetherAsync(IEnumerable<NewJob[]> batches)
    {
        var key = Assert.IsType<PostgresSignal>(Store.Signal).Channel.Connections.StoreKey;
        await using var connection = new NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var alone = new NpgsqlCommand(
            $"select pg_advisory_xact_lock({PostgresConnections.Space}, {key})", connection, transaction);
        await alone.ExecuteNonQueryAsync(Cancel);
        var adds = batches.Select(jobs => Store.Jobs.EnqueueAsync(jobs, Cancel)).ToList();
        await transaction.CommitAsync(Cancel);
        return adds;
    }
}
