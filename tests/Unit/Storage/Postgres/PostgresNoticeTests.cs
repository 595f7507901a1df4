using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Postgres.Signals;
using Npgsql;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>What store objects tell each other.</summary>
public sealed class PostgresNoticeTests : PostgresTests
{
    [Fact]
    public async Task AddsAndEnds_AreTold_ButNoClaims()
    {
        var worker = await TestWorker.Activate(Store);
        var channel = Assert.IsType<PostgresSignal>(Store.Signal).Channel;
        var heard = new List<Change>();
        using var connection = channel.Connections.Open();
        connection.Notification += (_, notice) => heard.Add(Channel.ChangeOf(notice.Payload));
        using (var listen = new NpgsqlCommand($"listen {channel.Name}", connection))
        {
            await listen.ExecuteNonQueryAsync(Cancel);
        }

        await Store.Jobs.EnqueueAsync([new NewJob { Call = new CallText(CallKind.Method, "Demo.Work()") }], Cancel);
        await HearAsync(Change.Work);
        var job = (await worker.ClaimOne())!;
        await worker.Succeed(job);
        await HearAsync(Change.Ends);

        Assert.DoesNotContain(Change.Other, heard);

        async Task HearAsync(Change change)
        {
            while (!heard.Contains(change))
            {
                await connection.WaitAsync(Cancel);
            }
        }
    }
}
