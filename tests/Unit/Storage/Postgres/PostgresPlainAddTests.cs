using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Enqueues;
using AsyncEngine.Storage.Postgres.Signals;
using Npgsql;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Jobs that one statement stores are no different from others, and what tells of them cannot fail them.</summary>
public sealed class PostgresPlainAddTests : PostgresTests
{
    private static NewJob Job => new() { Queue = "default", Call = new CallText(CallKind.Script, "1") };

    private static NewJob[] Plain =>
    [
        Job,
        Job with { Name = "Named", Priority = 7, Queue = "Other" },
        Job with { Call = new CallText(CallKind.Script, "2"), Arguments = new Payload(new byte[] { 1, 2 }) },
        Job with { RunnerSettings = new Payload(new byte[] { 1 }), Timeout = TimeSpan.FromMinutes(3) },
        Job with { MaxAttempts = 3, RetryDelay = TimeSpan.FromSeconds(4), RetryPolicy = RetryPolicyKind.Never },
        Job with { RetryPolicy = RetryPolicyKind.Own, RetryCall = new CallText(CallKind.Script, "decide") },
    ];

    [Fact]
    public async Task PlainJobs_AreStored_AsOthersAre_R004()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        var inSteps = await Store.Jobs.EnqueueAsync(Plain, Cancel); // who adds is not known before, nor are the texts
        var plain = await Store.Jobs.EnqueueAsync(Plain, Cancel);

        Assert.All(Plain, job => Assert.True(PlainEnqueuer.IsPlain(job)));
        Assert.Equal(Enumerable.Range(0, plain.Count).Select(number => plain[0] + number), plain);
        Assert.Equal(Read(inSteps), Read(plain));
    }

    [Fact]
    public async Task PlainJobs_AreStored_WhenTheirTextIsNewOrWasRemoved()
    {
        await Store.Jobs.EnqueueAsync([Job], Cancel);
        await Store.Jobs.EnqueueAsync([Job, Job with { Call = new CallText(CallKind.Script, "new") }], Cancel);
        Fixture.Execute("delete from job; delete from offer; delete from tally; delete from call");
        var ids = await Store.Jobs.EnqueueAsync([Job], Cancel);

        Assert.Equal(Job.Call, Assert.Single(await Store.Jobs.GetAsync(ids, Cancel))!.Call);
    }

    [Fact]
    public async Task PlainJob_IsRefused_WhenTheStoreBecameNewer_AndNothingIsWritten()
    {
        await Store.Jobs.EnqueueAsync([Job], Cancel);
        Fixture.Execute("update meta set min_engine = min_engine + 1000");
        try
        {
            var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => Store.Jobs.EnqueueAsync([Job], Cancel));
            Assert.Equal(ErrorIds.StoreVersionNewer, refusal.ErrorId);
            Assert.Equal(1L, Fixture.Execute("select count(*) from job"));
        }
        finally
        {
            Fixture.Execute("update meta set min_engine = min_engine - 1000");
        }
    }

    [Theory]
    [InlineData("select 1 / 0")]
    [InlineData("select pg_terminate_backend(pg_backend_pid())")]
    public async Task Commit_Holds_WhenTheNoticeAfterItIsRefused(string notice)
    {
        await using var connection = Open();
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        using var database = new PostgresDatabase(connection);
        database.Post(new NpgsqlBatchCommand("insert into tally (queue, shard) values (77, 0)"), hasRows: false);
        database.Commit(new NpgsqlBatchCommand(notice));

        Assert.True(database.TotalChanges > 0);
        Assert.Equal(1L, Fixture.Execute("select count(*) from tally where queue = 77"));
        Fixture.Execute("delete from tally where queue = 77");
    }

    [Fact]
    public async Task Commit_IsRefused_WhateverComesAfterIt()
    {
        await using var connection = Open();
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        using var database = new PostgresDatabase(connection);
        database.Post(
            new NpgsqlBatchCommand("create temporary table twice (id integer unique deferrable initially deferred)"),
            hasRows: false);
        database.Post(new NpgsqlBatchCommand("insert into twice values (1), (1)"), hasRows: false);

        var refusal = Assert.Throws<PostgresException>(() => database.Commit(new NpgsqlBatchCommand("select 1")));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refusal.SqlState);
    }

    /// <summary>The rows of jobs, but for what is each one's own.</summary>
    private object? Read(IReadOnlyList<long> ids) => Fixture.Execute($$"""
        select string_agg(
            (to_jsonb(j) - '{id,created_at}'::text[])::text || (to_jsonb(o) - '{id,key,seq}'::text[])::text
                || (o.seq - j.id), E'\n' order by j.id)
        from job j
        join offer o on o.id = j.id
        where j.id between {{ids[0]}} and {{ids[^1]}}
        """);

    private NpgsqlConnection Open()
    {
        var connection = Assert.IsType<PostgresSignal>(Store.Signal).Channel.Connections.Open();
        Fixture.Enter(connection);
        return connection;
    }
}
