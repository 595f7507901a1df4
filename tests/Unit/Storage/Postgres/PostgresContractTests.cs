using System.Data.Common;
using Npgsql;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

// Every contract, on PostgreSQL; in one file, so that it is seen at a glance that none is missing.

public sealed class PostgresAgentTests : AgentContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresAheadTests : AheadContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresCallbackTests : CallbackContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresCallbackResumeTests : CallbackResumeContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresCallbackAddTests : CallbackAddContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresDispatcherTests : DispatcherContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresDrainTests : DrainContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresEnqueueTests : EnqueueContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresExpiryTests : ExpiryContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresWaitingForTests : WaitingForContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresHistoryTests : HistoryContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresLiveTests : LiveContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresModelTests : ModelContract
{
    // Each step is several messages to the server.
    private protected override long UsualSequences => 30;

    private protected override int Stages => 3;

    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresOldJobTests : OldJobContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresMeasureTests : MeasureContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresMonitorTests : MonitorContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresOrderTests : OrderContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresQueueTests : QueueContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresQuotaAheadTests : QuotaAheadContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresQuotaCrewTests : QuotaCrewContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresQuotaTests : QuotaContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresReadTests : ReadContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresRemoveTests : RemoveContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresSettleTests : SettleContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresSignalTests : SignalContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresWorkSignalTests : WorkSignalContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresJoinTests : JoinContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresJoinGrowthTests : JoinGrowthContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresJoinTroubleTests : JoinTroubleContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresWaitTests : WaitContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresWaitCallbackTests : WaitCallbackContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresWaitTroubleTests : WaitTroubleContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresStopTests : StopContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresSourceTests : SourceContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresStateTests : StateContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresStateJobTests : StateJobContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresTransactionTests : TransactionContract
{
    [Fact]
    public async Task OtherWrites_GoOn_WhileTheTransactionIsOpen()
    {
        await using var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Store.Jobs.EnqueueAsync([Job("mine")], transaction, Cancel);

            await Add("other");
            await Store.Queues.CreateAsync(["new"], null, Cancel);
            Assert.Equal("other", await (await Worker()).ClaimNames());
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal("mine", await (await Worker(2)).ClaimNames());
    }

    private protected override IStoreFixture CreateFixture() => new PostgresFixture();

    private protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(((PostgresFixture)Fixture).ConnectionString);
        await connection.OpenAsync(Cancel);
        return connection;
    }
}

public sealed class PostgresChangeTests : ChangeContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresLifeTests : LifeContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresOneJobTests : OneJobContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}

public sealed class PostgresRestartTests : RestartContract
{
    private protected override IStoreFixture CreateFixture() => new PostgresFixture();
}
