using AsyncEngine.Storage.Relational.Connections;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>One connection to a server for the time of one transaction.</summary>
internal sealed class PostgresDatabase(NpgsqlConnection connection) : Database
{
    private long _lastId;
    private long _changes;

    public NpgsqlConnection Connection => connection;

    public override bool KeepsHeads => false;

    public override ITableRows Tables => new PostgresRows(this);

    public override long TotalChanges => _changes;

    public override long LastId => _lastId;

    public override Statement Use(SqlText text) => new PostgresStatement(this, text);

    public override void Run(SqlText text, string parameter, long value)
    {
        using var statement = Use(text);
        statement.Bind(parameter, value);
        statement.Run();
    }

    public override string Pattern(string wildcard) => WildcardExpression.Of(wildcard);

    public override string TextPattern(string wildcard) => WildcardExpression.Of(wildcard);

    /// <summary>What a statement has done.</summary>
    public void Note(int changes, long? id)
    {
        _changes += Math.Max(0, changes);
        _lastId = id ?? _lastId;
    }

    /// <summary>The connection belongs to whoever opened it.</summary>
    public override void Dispose()
    {
    }
}
