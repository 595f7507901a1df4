using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>
/// Opens connections that are configured, in this one place, and keeps readers for their next use. Thread-safe.
/// </summary>
internal sealed class SqliteConnections(StoreFile file, Durability durability) : IDisposable
{
    private const int KeptReaders = 8;

    private readonly ConcurrentBag<Database> _readers = [];
    private volatile bool _disposed;

    /// <summary>Opens a connection as it comes: nothing is changed in the file by that.</summary>
    public Database OpenPlain()
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file.Path,
            Mode = SqliteOpenMode.ReadWrite,
            Cache = SqliteCacheMode.Private,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            var database = new Database(connection);
            database.SetBusyTimeout(TimeSpan.FromSeconds(5));
            return database;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new SqliteFailure(exception.SqliteExtendedErrorCode, exception.Message);
        }
    }

    /// <summary>Opens the connection that writes.</summary>
    public Database OpenWriter()
    {
        var database = OpenPlain();
        database.Execute(
            $"""
            pragma synchronous = {(durability == Durability.Full ? "full" : "normal")};
            pragma fullfsync = on;
            pragma checkpoint_fullfsync = on;
            pragma wal_autocheckpoint = 4000;
            pragma journal_size_limit = 16777216;
            pragma temp_store = memory;
            pragma cache_size = -16384;
            """);

        // Turns are given by the turn lock; the library's own waiting would starve (docs/adr/0003).
        database.SetBusyTimeout(TimeSpan.Zero);
        return database;
    }

    /// <summary>Runs a read on a connection of its own, inside one short transaction: one moment for all it sees.</summary>
    public T Read<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out var database))
        {
            database = OpenReader();
        }

        try
        {
            database.Execute("begin");
            return read(database);
        }
        catch (SqliteFailure failure)
        {
            throw SqliteErrors.Translate(failure, file.Path);
        }
        finally
        {
            Return(database);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_readers.TryTake(out var database))
        {
            database.Dispose();
        }
    }

    private Database OpenReader()
    {
        var database = OpenPlain();
        database.Execute("pragma query_only = on; pragma temp_store = memory; pragma cache_size = -4096;");
        return database;
    }

    private void Return(Database database)
    {
        if (!database.IsAutoCommit)
        {
            database.Execute("rollback");
        }

        if (_disposed || _readers.Count >= KeptReaders)
        {
            database.Dispose();
            return;
        }

        _readers.Add(database);
    }
}
