using AsyncEngine.Storage.Relational.Connections;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// Writes many rows as a stream, which the server takes in while the next ones are made. It checks and parses less for
/// each of them than a statement that takes columns does, but is two messages more.
/// </summary>
internal sealed class CopyWriter : IDisposable
{
    /// <summary>From how many rows on it is worth it.</summary>
    public const int Fewest = 500;

    private readonly PostgresDatabase _database;
    private readonly NpgsqlBinaryImporter _rows;

    public CopyWriter(PostgresDatabase database, SqlText text)
    {
        _database = database;
        _rows = database.Connection.BeginBinaryImport(Command(text));
    }

    public void StartRow() => _rows.StartRow();

    public void Write(long value) => _rows.Write(value, NpgsqlDbType.Bigint);

    public void Write(int value) => _rows.Write(value, NpgsqlDbType.Integer);

    public void Write(short value) => _rows.Write(value, NpgsqlDbType.Smallint);

    public void Write(long? value)
    {
        if (value is { } known)
        {
            Write(known);
        }
        else
        {
            _rows.WriteNull();
        }
    }

    public void Write(int? value)
    {
        if (value is { } known)
        {
            Write(known);
        }
        else
        {
            _rows.WriteNull();
        }
    }

    public void Write(string? value)
    {
        if (value is not null)
        {
            _rows.Write(ServerText.Of(value), NpgsqlDbType.Text);
        }
        else
        {
            _rows.WriteNull();
        }
    }

    public void Write(Payload value)
    {
        if (value.IsEmpty)
        {
            _rows.WriteNull();
        }
        else
        {
            _rows.Write(value.Bytes, NpgsqlDbType.Bytea);
        }
    }

    /// <summary>All rows were written.</summary>
    public void Complete() => _database.Note((int)_rows.Complete(), []);

    /// <summary>Without <see cref="Complete"/> nothing is stored, and the transaction has failed.</summary>
    public void Dispose() => _rows.Dispose();

    /// <remarks>The driver wants to see at once that it is one, and no comment before it.</remarks>
    private static string Command(SqlText text) =>
        text.Postgres[text.Postgres.IndexOf("copy ", StringComparison.Ordinal)..];
}
