using System.Runtime.InteropServices;
using System.Text;
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
    private const int MaxOnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;
    private readonly string[] _parameters;
    private readonly string _name;

    // What the handle holds; zero after its end, which the library refuses.
    private nint _statement;
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

        _statement = _handle.DangerousGetHandle();
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
        Check(StatementCalls.BindLong(_statement, Find(parameter), value));

    public override void Bind(string parameter, string? value)
    {
        if (value is null)
        {
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = most <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        Check(StatementCalls.BindText(_statement, Find(parameter), buffer[0], length, StatementCalls.Copies));
    }

    public override void Bind(string parameter, Payload value)
    {
        if (!value.IsEmpty)
        {
            Bind(parameter, value.Bytes.Span);
        }
    }

    public override void Bind(string parameter, ReadOnlySpan<byte> value)
    {
        // No address at all would be null, not an empty value.
        var bytes = value.IsEmpty ? [0] : value;
        Check(StatementCalls.BindBlob(_statement, Find(parameter), bytes[0], value.Length, StatementCalls.Copies));
    }

    public override bool Step() => StatementCalls.Step(_statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw SqliteDatabase.Failure(_database, _name),
    };

    /// <summary>Runs a statement that gives no rows; false when another connection is in the way.</summary>
    public bool TryRun()
    {
        var code = StatementCalls.Step(_statement);
        return code switch
        {
            raw.SQLITE_DONE => true,
            _ when (code & 0xFF) == raw.SQLITE_BUSY => false,
            _ => throw SqliteDatabase.Failure(_database, _name),
        };
    }

    public override bool IsNull(int column) => StatementCalls.ColumnType(_statement, column) == raw.SQLITE_NULL;

    public override long GetLong(int column) => StatementCalls.ColumnLong(_statement, column);

    public override int GetInt(int column) => (int)GetLong(column);

    public override string GetText(int column)
    {
        var text = StatementCalls.ColumnText(_statement, column);
        return Marshal.PtrToStringUTF8(text, StatementCalls.ColumnBytes(_statement, column));
    }

    public override Payload GetPayload(int column)
    {
        var blob = StatementCalls.ColumnBlob(_statement, column);
        if (blob == 0)
        {
            return default;
        }

        var bytes = new byte[StatementCalls.ColumnBytes(_statement, column)];
        Marshal.Copy(blob, bytes, 0, bytes.Length);
        return new Payload(bytes);
    }

    public override void Dispose()
    {
        if (_statement != 0)
        {
            _ = StatementCalls.Reset(_statement);
            _ = StatementCalls.ClearBindings(_statement);
        }

        _inUse = false;
    }

    /// <summary>Gives the statement back to the library, at the end of its connection.</summary>
    public void Close()
    {
        _statement = 0;
        _handle.Dispose();
    }

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
