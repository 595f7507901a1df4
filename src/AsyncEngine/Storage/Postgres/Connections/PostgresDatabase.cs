using AsyncEngine.Storage.Relational.Connections;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>One connection to a server for the time of one transaction.</summary>
internal sealed class PostgresDatabase(NpgsqlConnection connection) : Database
{
    private const int MostPosted = 500;

    // What the next message has to say.
    private readonly List<(NpgsqlBatchCommand Command, bool HasRows, Action<List<object[]>>? Give)> _posted = [];
    private long _lastId;

    // The last one to whose rows the server came: whatever was said before it was done.
    private NpgsqlBatchCommand? _answered;
    private long _changes;

    public NpgsqlConnection Connection
    {
        get
        {
            Flush();
            return connection;
        }
    }

    public override bool KeepsHeads => false;

    public override ITableRows Tables => new PostgresRows(this);

    /// <summary>Whether anything was written, or is about to be.</summary>
    public bool MayHaveChanged => _changes > 0 || _posted.Count > 0;

    public override long TotalChanges
    {
        get
        {
            Flush();
            return _changes;
        }
    }

    public override long LastId
    {
        get
        {
            Flush();
            return _lastId;
        }
    }

    public override Statement Use(SqlText text) => new PostgresStatement(this, text);

    public override void Run(SqlText text, string parameter, long value)
    {
        using var statement = Use(text);
        statement.Bind(parameter, value);
        statement.Run();
    }

    public override string Pattern(string wildcard) => WildcardExpression.Of(wildcard);

    public override string TextPattern(string wildcard) => WildcardExpression.Of(wildcard);

    /// <summary>Sends a statement with the next message.</summary>
    /// <param name="command">The statement.</param>
    /// <param name="hasRows">Whether it gives a result.</param>
    /// <param name="give">Gets its rows.</param>
    public void Post(NpgsqlBatchCommand command, bool hasRows, Action<List<object[]>>? give = null)
    {
        _posted.Add((command, hasRows, give));
        if (_posted.Count == MostPosted)
        {
            Flush();
        }
    }

    /// <summary>Sends what was posted, and waits for the answer.</summary>
    public void Flush()
    {
        if (_posted.Count == 0)
        {
            return;
        }

        using var batch = new NpgsqlBatch(connection);
        foreach (var (command, _, _) in _posted)
        {
            batch.BatchCommands.Add(command);
        }

        using var reader = batch.ExecuteReader();
        foreach (var (command, hasRows, give) in _posted)
        {
            _answered = hasRows ? command : _answered;
            List<object[]> rows = hasRows ? ReadRows(reader) : [];
            give?.Invoke(rows);
            Note(0, rows);
            if (hasRows)
            {
                reader.NextResult();
            }
        }

        reader.Close();
        Note(reader.RecordsAffected, []);
        _posted.Clear();
    }

    /// <summary>Sends what was posted, and ends the transaction with it.</summary>
    /// <param name="notice">
    /// A question for the same message that is no part of the transaction. That the server refuses it changes nothing.
    /// </param>
    public void Commit(NpgsqlBatchCommand? notice = null)
    {
        Post(new NpgsqlBatchCommand("commit"), hasRows: false);
        if (notice is not null)
        {
            Post(notice, hasRows: true);
        }

        try
        {
            Flush();
        }
        catch (NpgsqlException exception)
            when (notice is not null && (_answered == notice || exception.BatchCommand == notice))
        {
            // Who waits for the notice looks now and then as well. How much was written is not known, only that it is.
            _posted.Clear();
            _changes++;
        }
    }

    /// <summary>What a statement has done.</summary>
    public void Note(int changes, List<object[]> rows)
    {
        _changes += Math.Max(0, changes);
        if (rows is [[long id, ..], ..])
        {
            _lastId = id;
        }
    }

    public static List<object[]> ReadRows(NpgsqlDataReader reader)
    {
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }

    /// <summary>The connection belongs to whoever opened it.</summary>
    public override void Dispose()
    {
    }
}
