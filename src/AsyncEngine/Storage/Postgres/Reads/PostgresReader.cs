using System.Data;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;

namespace AsyncEngine.Storage.Postgres.Reads;

/// <summary>Runs reads on the thread pool, each in one short transaction that sees one moment of the store.</summary>
internal sealed class PostgresReader(PostgresConnections connections, TestClock clock) : IVerbReader
{
    public Task<T> RunAsync<T>(Func<Database, long, T> read, CancellationToken cancellationToken) =>
        RunAsync(database => read(database, Now(database)), cancellationToken);

    public Task<T> RunAsync<T>(Func<Database, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => Run(read), cancellationToken).WaitAsync(cancellationToken);

    private T Run<T>(Func<Database, T> read)
    {
        try
        {
            using var connection = connections.Open();
            using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            using var database = new PostgresDatabase(connection);
            using (var begin = database.Use(PostgresSql.SessionRead))
            {
                begin.Bind("path", connections.Path);
                begin.Run();
            }

            var result = read(database);
            transaction.Rollback();
            return result;
        }
        catch (Exception exception) when (PostgresErrors.IsDatabase(exception))
        {
            throw PostgresErrors.Translate(exception, connections.Location);
        }
    }

    private long Now(Database database)
    {
        using var read = database.Use(Sql.MetaRead);
        read.Bind("now", clock.Now);
        return read.Step() ? read.GetLong(1) : throw PostgresErrors.NotAStore(
            connections.Location, "it has lost its own row.");
    }
}
