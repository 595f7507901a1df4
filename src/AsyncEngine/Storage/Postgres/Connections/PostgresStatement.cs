using System.Globalization;
using AsyncEngine.Storage.Relational.Connections;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// One use of a statement. Its rows are read at once and kept, so that others can be used while it is looked through:
/// a connection to a server gives one result at a time. One that is only run goes to the server with the next one whose
/// rows are asked for, or with the commit: a transaction takes as many messages as it has questions.
/// </summary>
internal sealed class PostgresStatement(PostgresDatabase database, SqlText text) : Statement
{
    private readonly StatementShape _shape = StatementShape.Of(text);
    private readonly List<NpgsqlParameter> _parameters = [];
    private int? _atMost;
    private List<object[]>? _rows;
    private bool _isPosted;
    private int _row = -1;

    public override void Bind(string parameter, long value) =>
        _parameters.Add(new NpgsqlParameter<long>(parameter, NpgsqlDbType.Bigint) { TypedValue = value });

    public override void Bind(string parameter, string? value)
    {
        if (value is not null)
        {
            _parameters.Add(new NpgsqlParameter<string>(parameter, NpgsqlDbType.Text) { TypedValue = ServerText.Of(value) });
        }
    }

    public override void Bind(string parameter, Payload value)
    {
        if (!value.IsEmpty)
        {
            Bind(parameter, value.Bytes.Span);
        }
    }

    public override void Bind(string parameter, ReadOnlySpan<byte> value) => _parameters.Add(
        new NpgsqlParameter<byte[]>(parameter, NpgsqlDbType.Bytea) { TypedValue = value.ToArray() });

    /// <summary>One value for each row.</summary>
    public void Bind<T>(string parameter, NpgsqlDbType type, T[] values) => _parameters.Add(
        new NpgsqlParameter<T[]>(parameter, NpgsqlDbType.Array | type) { TypedValue = ServerText.Each(values) });

    public override void AtMost(int rows) => _atMost = rows;

    /// <summary>
    /// Sends it with the next message, once: several questions that do not depend on each other are one message.
    /// </summary>
    public void Post()
    {
        _isPosted = true;
        if (_shape.HasRows is { } hasRows)
        {
            database.Post(ToBatchCommand(), hasRows, rows => _rows = rows);
        }
        else
        {
            _rows = Execute();
        }
    }

    public override bool Step()
    {
        if (!_isPosted)
        {
            Post();
        }

        if (_rows is null)
        {
            database.Flush();
        }

        return ++_row < _rows!.Count; // came with the message
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

    /// <remarks>A statement whose result nobody asks for need not be waited for.</remarks>
    public override void Run()
    {
        if (_isPosted)
        {
            base.Run();
        }
        else
        {
            Post();
        }
    }

    public override void Dispose()
    {
        // Nothing is held: a connection keeps what it has prepared.
    }

    private object Value(int column) => _rows![_row][column];

    /// <summary>Sends it alone, to learn its shape.</summary>
    private List<object[]> Execute()
    {
        using var command = new NpgsqlCommand(Text, database.Connection);
        foreach (var parameter in Parameters())
        {
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        _shape.Learn(reader);
        var rows = PostgresDatabase.ReadRows(reader);
        while (reader.NextResult())
        {
            // Several statements that are one intention give no rows.
        }

        reader.Close();
        database.Note(reader.RecordsAffected, rows);
        return rows;
    }

    private NpgsqlBatchCommand ToBatchCommand()
    {
        var command = new NpgsqlBatchCommand(Text);
        foreach (var parameter in Parameters())
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private string Text => _atMost is { } rows and < int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"{text.Postgres}\nlimit {rows}")
        : text.Postgres;

    private IEnumerable<NpgsqlParameter> Parameters() => _parameters.Concat(_shape.Parameters
        .Where(name => !_parameters.Exists(bound => bound.ParameterName == name))
        // What is not bound is null, of whatever type the statement needs there.
        .Select(name => new NpgsqlParameter(name, NpgsqlDbType.Unknown) { Value = DBNull.Value }));
}
