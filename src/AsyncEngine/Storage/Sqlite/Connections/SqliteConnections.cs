using System.Collections.Concurrent;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>
/// Opens connections that are configured, in this one place, and keeps readers for their next use. Thread-safe.
/// </summary>
internal sealed class SqliteConnections(StoreFile file, Durability durability) : IDisposable
{
    private const int KeptReaders = 8;

    private readonly ConcurrentBag<SqliteDatabase> _readers = [];

    // Opened with the writer and never used to read: it only knows which file that was, and any thread may ask.
    private volatile SqliteDatabase? _anchor;
    private volatile bool _disposed;

    /// <summary>Opens a connection as it comes: nothing is changed in the file by that.</summary>
    public SqliteDatabase OpenPlain() => Open(isShared: false);

    /// <summary>Opens the connection that writes.</summary>
    public SqliteDatabase OpenWriter()
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
        _anchor = Open(isShared: true);
        return database;
    }

    /// <summary>Runs a read on a connection of its own, inside one short transaction: one moment for all it sees.</summary>
    public T Read<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(AsyncStore));
        SqliteDatabase? database = null;
        try
        {
            ThrowIfGone();
            if (!_readers.TryTake(out database))
            {
                database = OpenReader();
            }

            database.Execute("begin");
            var result = read(database);
            database.Execute("rollback");
            Keep(database);
            return result;
        }
        catch (Exception exception)
        {
            // What a connection is worth after a failure nobody knows: it is not kept.
            database?.Dispose();
            if (exception is SqliteFailure failure)
            {
                throw SqliteErrors.Translate(failure, file.Path);
            }

            throw;
        }
    }

    /// <summary>
    /// The system lets go on with a file that is no longer where it was: what is written then is lost with the last
    /// process that has it open. So it is looked at before each read and each commit, for about a microsecond.
    /// </summary>
    public void ThrowIfGone()
    {
        if (_anchor?.HasMoved == true)
        {
            throw file.Gone();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _anchor?.Dispose();
        while (_readers.TryTake(out var database))
        {
            database.Dispose();
        }
    }

    private SqliteDatabase Open(bool isShared)
    {
        var database = SqliteDatabase.Open(file.Path, isShared);
        database.SetBusyTimeout(TurnLock.Bound);
        return database;
    }

    private SqliteDatabase OpenReader()
    {
        var database = OpenPlain();
        database.Execute("pragma query_only = on; pragma temp_store = memory; pragma cache_size = -4096;");
        return database;
    }

    private void Keep(SqliteDatabase database)
    {
        if (_disposed || _readers.Count >= KeptReaders)
        {
            database.Dispose();
            return;
        }

        _readers.Add(database);
    }
}
