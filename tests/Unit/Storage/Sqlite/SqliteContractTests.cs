using System.Data.Common;
using AsyncEngine.Jobs;
using Microsoft.Data.Sqlite;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Sqlite;

// Every contract, on SQLite; in one file, so that it is seen at a glance that none is missing.

public sealed class SqliteAgentTests : AgentContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteAheadTests : AheadContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteCallbackTests : CallbackContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteCallbackResumeTests : CallbackResumeContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteCallbackAddTests : CallbackAddContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteChangeTests : ChangeContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteDispatcherTests : DispatcherContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteDrainTests : DrainContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteEnqueueTests : EnqueueContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteExpiryTests : ExpiryContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteWaitingForTests : WaitingForContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteHistoryTests : HistoryContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteJoinTests : JoinContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteJoinGrowthTests : JoinGrowthContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteJoinTroubleTests : JoinTroubleContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteLifeTests : LifeContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteLiveTests : LiveContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteMeasureTests : MeasureContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteModelTests : ModelContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteOneJobTests : OneJobContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteOldJobTests : OldJobContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteMonitorTests : MonitorContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteOrderTests : OrderContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteQueueTests : QueueContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteQuotaAheadTests : QuotaAheadContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteQuotaCrewTests : QuotaCrewContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteQuotaTests : QuotaContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteReadTests : ReadContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteRemoveTests : RemoveContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteRestartTests : RestartContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteSettleTests : SettleContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteSignalTests : SignalContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteWorkSignalTests : WorkSignalContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteSourceTests : SourceContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteStateTests : StateContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteStateJobTests : StateJobContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteStopTests : StopContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteTransactionTests : TransactionContract
{
    [Fact]
    public async Task AnotherWriteOfTheSameCode_IsRefusedAtOnce_WhileItsTransactionIsOpen()
    {
        await using var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Store.Jobs.EnqueueAsync([Job("first")], transaction, Cancel);

            var refusal = await Refused(ErrorIds.StoreBusy, () => Add("second"));
            Assert.Contains("Commit the transaction", refusal.Message, StringComparison.Ordinal);
            await transaction.CommitAsync(Cancel);
        }

        await Add("third");
        Assert.Equal("first third", await (await Worker()).ClaimNames());
    }

    private protected override IStoreFixture CreateFixture() => new SqliteFixture();

    private protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={((SqliteFixture)Fixture).Path};Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }
}

public sealed class SqliteWaitTests : WaitContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteWaitCallbackTests : WaitCallbackContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteWaitTroubleTests : WaitTroubleContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}
