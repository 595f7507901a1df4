using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>One connection to a file, with its prepared statements.</summary>
internal sealed class SqliteDatabase : Database
{
    private static readonly SqlText BeginText = new("begin", "begin immediate");
    private static readonly SqlText CommitText = new("commit", "commit");
    private static readonly SqlText RollbackText = new("rollback", "rollback");
    private static readonly SqlText DataVersionText = new("data_version", "pragma data_version");

    private readonly bool _isOwner;
    private readonly sqlite3 _handle;
    private readonly Dictionary<SqlText, Script> _scripts = [];
    private SqliteStatement?[] _statements = new SqliteStatement?[192];

    static SqliteDatabase()
    {
        Batteries_V2.Init();

        // Statistics of the library's memory, which nobody reads, cost a mutex for each allocation. Refused, and left as
        // it is, when the process has used the library before.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteDatabase(sqlite3 handle, bool isOwner) => (_handle, _isOwner) = (handle, isOwner);

    public override bool KeepsHeads => true;

    public override ITableRows Tables => new SqliteRows(_handle);

    public override long TotalChanges => raw.sqlite3_total_changes(_handle);

    public override long LastId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>False inside a transaction.</summary>
    public bool IsAutoCommit => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>Whether the file could only be opened for reading.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>Whether the file is not where it was opened: deleted, moved away, or another one in its place.</summary>
    public bool HasMoved => FileControl.HasMoved(_handle);

    /// <summary>
    /// Opens a file that is there. Not through the provider, whose connections take two mutexes for each value that is
    /// bound: a seventh of what an added job costs (docs/adr/0008).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="isShared">Whether several threads use it at once; else one at a time.</param>
    public static SqliteDatabase Open(string path, bool isShared)
    {
        var threads = isShared ? raw.SQLITE_OPEN_FULLMUTEX : raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READWRITE | threads, null);
        if (code == raw.SQLITE_OK)
        {
            return new SqliteDatabase(handle, isOwner: true);
        }

        using (handle)
        {
            throw Failure(handle, path);
        }
    }

    /// <summary>Works on somebody else's connection, which is open, and leaves it so.</summary>
    public static SqliteDatabase On(SqliteConnection connection) => new(
        connection.Handle ?? throw new InvalidOperationException("The connection is not open."), isOwner: false);

    /// <summary>The failure that the library reports last for a connection.</summary>
    public static SqliteFailure Failure(sqlite3 handle, string what) => new(
        raw.sqlite3_extended_errcode(handle), $"{raw.sqlite3_errmsg(handle).utf8_to_string()} ({what})");

    public override Statement Use(SqlText text)
    {
        if (text.Index >= _statements.Length)
        {
            Array.Resize(ref _statements, Math.Max(text.Index + 1, _statements.Length * 2));
        }

        return (_statements[text.Index] ??= new SqliteStatement(_handle, text.Name, text.Text, out _)).Use();
    }

    public override void Run(SqlText text, string parameter, long value)
    {
        if (!_scripts.TryGetValue(text, out var script))
        {
            script = new Script(_handle, text);
            _scripts.Add(text, script);
        }

        script.Run(parameter, value);
    }

    /// <summary>Begins to write; false when another connection writes.</summary>
    public bool TryBegin()
    {
        using var begin = (SqliteStatement)Use(BeginText);
        return begin.TryRun();
    }

    public void Commit()
    {
        using var commit = Use(CommitText);
        commit.Run();
    }

    /// <summary>Undoes what was not committed. Some failures have done so already.</summary>
    public void Rollback()
    {
        if (!IsAutoCommit)
        {
            using var rollback = Use(RollbackText);
            rollback.Run();
        }
    }

    public override string Pattern(string wildcard) => Wildcard.ToGlob(wildcard);

    public override string TextPattern(string wildcard) => Wildcard.ToAsciiGlob(wildcard);

    /// <summary>A number that changes when another connection has committed.</summary>
    public long ReadDataVersion()
    {
        using var read = Use(DataVersionText);
        return read.Step() ? read.GetLong(0) : 0;
    }

    /// <summary>Runs text that is not worth keeping: pragmas, migrations.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_handle, sql) != raw.SQLITE_OK)
        {
            throw Failure(_handle, sql.Length <= 60 ? sql : sql[..60] + "...");
        }
    }

    /// <summary>Runs text that gives one number, and forgets it.</summary>
    public long ExecuteScalar(string sql)
    {
        if (raw.sqlite3_prepare_v2(_handle, sql, out var statement) != raw.SQLITE_OK)
        {
            throw Failure(_handle, sql);
        }

        using (statement)
        {
            return raw.sqlite3_step(statement) switch
            {
                raw.SQLITE_ROW => raw.sqlite3_column_int64(statement, 0),
                raw.SQLITE_DONE => 0,
                _ => throw Failure(_handle, sql),
            };
        }
    }

    /// <summary>How long a step waits for another connection before it fails as busy.</summary>
    public void SetBusyTimeout(TimeSpan timeout) =>
        _ = raw.sqlite3_busy_timeout(_handle, (int)timeout.TotalMilliseconds);

    public override void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement?.Close();
        }

        foreach (var script in _scripts.Values)
        {
            script.Close();
        }

        if (_isOwner)
        {
            _handle.Dispose();
        }
    }
}
