using Unit.Storage.Contract;

namespace Unit.Storage.Sqlite;

// Every contract, on SQLite; in one file, so that it is seen at a glance that none is missing.

public sealed class SqliteQueueTests : QueueContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteEnqueueTests : EnqueueContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}

public sealed class SqliteOrderTests : OrderContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();
}
