using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Microsoft.Data.Sqlite;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>The database itself refuses moves that the table T1 to T13 does not have, whoever tries them.</summary>
public sealed class SqliteGuardTests : IAsyncLifetime
{
    private readonly SqliteFixture _fixture = new();
    private IStore _store = null!;

    public static TheoryData<string, string> Moves => new()
    {
        { "T3: claimed twice", "insert into running select * from running" },
        { "T4: from Active back to Assigned", "update running set phase = 0, started_at = null where id = 2" },
        { "T6: another outcome", "update outcome set outcome = 2 where id = 1" },
        { "T6: two outcomes", "insert into outcome select * from outcome" },
        { "T9: in line twice", "insert into offer select lane, band, key + 1, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at from offer" },
        { "T12: completed anew", "update outcome set completed_at = 7 where id = 1" },
        { "T12: not completed any more", "update outcome set completed_at = null where id = 1" },
        { "R062: another's run", "update running set dispatcher = 77 where id = 2" },
        { "R062: another run", "update running set run = run + 1 where id = 2" },
        { "R135: fewer than no slots", "update quota set used = -1" },
        { "R013: fewer than no jobs", "update tally set ready = -1" },
    };

    /// <summary>Job 1 is completed, job 2 runs, job 3 waits.</summary>
    public async ValueTask InitializeAsync()
    {
        _store = _fixture.Open(new StoreOptions());
        await _store.Quotas.CreateAsync("default", ["q"], 1, TestContext.Current.CancellationToken);
        var job = new NewJob { Call = new CallText(CallKind.Method, "Demo.Work()") };
        await _store.Jobs.EnqueueAsync([job, job, job], TestContext.Current.CancellationToken);
        var worker = await TestWorker.Activate(_store);
        var claimed = await worker.Claim(want: 2);
        await worker.Succeed(claimed[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void Database_Refuses_WhatIsNoMove_R034(string move, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_fixture.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;

        var refusal = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());

        // 19: a constraint; anything else would be a mistake in the statement.
        Assert.True(refusal.SqliteErrorCode == 19, $"{move}: {refusal.Message}");
    }
}
