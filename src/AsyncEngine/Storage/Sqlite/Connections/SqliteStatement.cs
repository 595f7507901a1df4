using AsyncEngine.Storage.Relational.Connections;
using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>
/// A prepared statement of a connection to a file; disposing it makes it ready for its next use.
/// </summary>
/// <remarks>
/// The provider's command and reader objects cost about as much as the small statements of a claim themselves, and
/// look every parameter up by text (docs/adr/0008). Here parameters are found by comparing references, beginning at
/// the one after the last: binding in the order of the statement is one comparison each.
/// </remarks>
internal sealed class SqliteStatement : Statement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;
    private readonly string[] _parameters;
    private readonly string _name;
    private int _next;
    private bool _inUse;

    /// <param name="database">The connection.</param>
    /// <param name="name">For messages.</param>
    /// <param name="text">The statement.</param>
    /// <param name="rest">What follows it in the text.</param>
    public SqliteStatement(sqlite3 database, string name, string text, out string rest)
    {
        _database = database;
        _name = name;
        var code = raw.sqlite3_prepare_v3(
            database, text, raw.SQLITE_PREPARE_PERSISTENT, out _handle, out rest);
        if (code != raw.SQLITE_OK)
        {
            throw SqliteDatabase.Failure(database, name);
        }

        _parameters = new string[raw.sqlite3_bind_parameter_count(_handle)];
        for (var index = 0; index < _parameters.Length; index++)
        {
            var parameter = raw.sqlite3_bind_parameter_name(_handle, index + 1).utf8_to_string();
            _parameters[index] = string.Intern(parameter[1..]);
        }
    }

    /// <summary>Takes the statement for one use.</summary>
    public SqliteStatement Use()
    {
        if (_inUse)
        {
            throw new InvalidOperationException($"The statement '{_name}' is in use already.");
        }

        _inUse = true;
        _next = 0;
        return this;
    }

    public override void Bind(string parameter, long value) =>
        Check(raw.sqlite3_bind_int64(_handle, Find(parameter), value));

    public override void Bind(string parameter, string? value)
    {
        if (value is not null)
        {
            Check(raw.sqlite3_bind_text(_handle, Find(parameter), value));
        }
    }

    public override void Bind(string parameter, Payload value)
    {
        if (!value.IsEmpty)
        {
            Check(raw.sqlite3_bind_blob(_handle, Find(parameter), value.Bytes.Span));
        }
    }

    public override void Bind(string parameter, ReadOnlySpan<byte> value) =>
        Check(raw.sqlite3_bind_blob(_handle, Find(parameter), value));

    public override bool Step() => raw.sqlite3_step(_handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw SqliteDatabase.Failure(_database, _name),
    };

    /// <summary>Runs a statement that gives no rows; false when another connection is in the way.</summary>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(_handle);
        return code switch
        {
            raw.SQLITE_DONE => true,
            _ when (code & 0xFF) == raw.SQLITE_BUSY => false,
            _ => throw SqliteDatabase.Failure(_database, _name),
        };
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public override long GetLong(int column) => raw.sqlite3_column_int64(_handle, column);

    public override int GetInt(int column) => raw.sqlite3_column_int(_handle, column);

    public override string GetText(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    public override Payload GetPayload(int column)
    {
        var bytes = raw.sqlite3_column_blob(_handle, column);
        return bytes.IsEmpty ? default : new Payload(bytes.ToArray());
    }

    public override void Dispose()
    {
        raw.sqlite3_reset(_handle);
        raw.sqlite3_clear_bindings(_handle);
        _inUse = false;
    }

    /// <summary>Gives the statement back to the library, at the end of its connection.</summary>
    public void Close() => _handle.Dispose();

    private int Find(string parameter)
    {
        for (var tried = 0; tried < _parameters.Length; tried++)
        {
            var index = _next + tried;
            index = index < _parameters.Length ? index : index - _parameters.Length;
            if (ReferenceEquals(_parameters[index], parameter))
            {
                _next = index + 1;
                return index + 1;
            }
        }

        // Literals are interned; a name that was made at run time is not.
        var found = Array.IndexOf(_parameters, parameter);
        return found >= 0
            ? found + 1
            : throw new InvalidOperationException($"The statement '{_name}' has no parameter '@{parameter}'.");
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteDatabase.Failure(_database, _name);
        }
    }
}
