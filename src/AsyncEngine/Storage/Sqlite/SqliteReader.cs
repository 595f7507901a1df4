using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Sqlite.Connections;

namespace AsyncEngine.Storage.Sqlite;

/// <summary>
/// Runs reads on the thread pool, each on a connection of its own and in one short transaction: none outlives a page,
/// since a long one would keep the write-ahead log from being emptied.
/// </summary>
internal sealed class SqliteReader(SqliteConnections connections, TimeProvider clock) : IVerbReader
{
    public Task<T> RunAsync<T>(Func<Database, long, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => connections.Read(database => read(database, Now(database))), cancellationToken);

    public Task<T> RunAsync<T>(Func<Database, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => connections.Read(read), cancellationToken);

    private long Now(Database database)
    {
        using var read = database.Use(Sql.MetaRead);
        return StoreClock.Now(read.Step() ? read.GetLong(2) : 0, Moment.Of(clock.GetUtcNow()));
    }
}
