using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using AsyncEngine.Storage.Relational.Connections;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// One use of a statement. Its rows are read at once and kept, so that others can be used while it is looked through:
/// a connection to a server gives one result at a time.
/// </summary>
internal sealed partial class PostgresStatement : Statement
{
    private static readonly ConcurrentDictionary<SqlText, string[]> Parameters = new();

    private readonly PostgresDatabase _database;
    private readonly NpgsqlCommand _command;
    private readonly SqlText _text;
    private int? _atMost;
    private List<object[]>? _rows;
    private int _row = -1;

    public PostgresStatement(PostgresDatabase database, SqlText text)
    {
        _database = database;
        _text = text;
        _command = new NpgsqlCommand(text.Postgres, database.Connection);
    }

    public override void Bind(string parameter, long value) =>
        _command.Parameters.Add(new NpgsqlParameter<long>(parameter, NpgsqlDbType.Bigint) { TypedValue = value });

    public override void Bind(string parameter, string? value)
    {
        if (value is not null)
        {
            _command.Parameters.Add(new NpgsqlParameter<string>(parameter, NpgsqlDbType.Text) { TypedValue = value });
        }
    }

    public override void Bind(string parameter, Payload value)
    {
        if (!value.IsEmpty)
        {
            Bind(parameter, value.Bytes.Span);
        }
    }

    public override void Bind(string parameter, ReadOnlySpan<byte> value) => _command.Parameters.Add(
        new NpgsqlParameter<byte[]>(parameter, NpgsqlDbType.Bytea) { TypedValue = value.ToArray() });

    /// <summary>One value for each row.</summary>
    public void Bind<T>(string parameter, NpgsqlDbType type, T[] values) => _command.Parameters.Add(
        new NpgsqlParameter<T[]>(parameter, NpgsqlDbType.Array | type) { TypedValue = values });

    public override void AtMost(int rows) => _atMost = rows;

    public override bool Step()
    {
        _rows ??= Execute();
        return ++_row < _rows.Count;
    }

    public override bool IsNull(int column) => Value(column) is DBNull;

    public override long GetLong(int column) => Value(column) switch
    {
        long value => value,
        bool value => value ? 1 : 0,
        DBNull => 0,
        var value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    public override int GetInt(int column) => (int)GetLong(column);

    public override string GetText(int column) => (string)Value(column);

    public override Payload GetPayload(int column) =>
        Value(column) is byte[] { Length: > 0 } bytes ? new Payload(bytes) : default;

    public T[] GetArray<T>(int column) => (T[])Value(column);

    public override void Dispose() => _command.Dispose();

    [GeneratedRegex("(?<![@:\\w])@(\\w+)")]
    private static partial Regex Parameter();

    private static string[] ParametersOf(SqlText text) => Parameters.GetOrAdd(
        text, key => [.. Parameter().Matches(key.Postgres).Select(match => match.Groups[1].Value).Distinct()]);

    private object Value(int column) => _rows![_row][column];

    private List<object[]> Execute()
    {
        foreach (var name in ParametersOf(_text))
        {
            if (!_command.Parameters.Contains(name))
            {
                // What is not bound is null, of whatever type the statement needs there.
                _command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Unknown) { Value = DBNull.Value });
            }
        }

        if (_atMost is { } rows and < int.MaxValue)
        {
            _command.CommandText += string.Create(CultureInfo.InvariantCulture, $"\nlimit {rows}");
        }

        using var reader = _command.ExecuteReader();
        var result = new List<object[]>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            result.Add(values);
        }

        while (reader.NextResult())
        {
            // Several statements that are one intention give no rows.
        }

        reader.Close();
        _database.Note(reader.RecordsAffected, result is [[long id, ..], ..] ? id : null);
        return result;
    }
}
