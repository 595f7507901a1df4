using System.Data;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Reads;

/// <summary>Runs reads, each in one short transaction that sees one moment of the store.</summary>
internal sealed class PostgresReader(PostgresConnections connections, TestClock clock) : IVerbReader, IDisposable
{
    private const int MostAtOnce = 16;

    private readonly VerbThreads _threads = new(MostAtOnce);

    public Task<T> RunAsync<T>(Func<Database, long, T> read, CancellationToken cancellationToken) =>
        RunAsync(database => read(database, Now(database)), cancellationToken);

    public Task<T> RunAsync<T>(Func<Database, T> read, CancellationToken cancellationToken) =>
        RunAsync(Purpose.Read, read, cancellationToken);

    /// <summary>A read that belongs to something else, whose connection has just become free.</summary>
    public Task<T> RunAsync<T>(Purpose purpose, Func<Database, T> read, CancellationToken cancellationToken) =>
        _threads.RunAsync(() => Run(purpose, connection => Read(connection, read)), cancellationToken);

    public void Dispose() => _threads.Dispose();

    /// <summary>As <see cref="RunAsync{T}(Func{Database, T}, CancellationToken)"/>, for a read that is one hot statement: it is one message.</summary>
    public Task<T> AskAsync<T>(Func<Database, T> read, CancellationToken cancellationToken) =>
        _threads.RunAsync(() => Run(Purpose.Read, connection => Ask(connection, read)), cancellationToken);

    private T Run<T>(Purpose purpose, Func<NpgsqlConnection, T> read)
    {
        try
        {
            return connections.Use(purpose, read);
        }
        catch (Exception exception) when (PostgresErrors.IsDatabase(exception))
        {
            throw PostgresErrors.Translate(exception, connections.Location);
        }
    }

    private T Read<T>(NpgsqlConnection connection, Func<Database, T> read)
    {
        using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        using var database = new PostgresDatabase(connection);
        Begin(database, PostgresSql.SessionRead);
        var result = read(database);
        transaction.Rollback();
        return result;
    }

    private T Ask<T>(NpgsqlConnection connection, Func<Database, T> read)
    {
        using var database = new PostgresDatabase(connection);
        Begin(database, PostgresSql.SessionLook);
        return read(database);
    }

    private void Begin(PostgresDatabase database, SqlText text)
    {
        using var begin = database.Use(text);
        begin.Bind("path", connections.Path);
        begin.Run();
    }

    private long Now(Database database)
    {
        using var read = database.Use(Sql.MetaRead);
        read.Bind("now", clock.Now);
        return read.Step() ? read.GetLong(1) : throw PostgresErrors.NotAStore(
            connections.Location, "it has lost its own row.");
    }
}
