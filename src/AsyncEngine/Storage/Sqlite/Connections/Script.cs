using AsyncEngine.Storage.Relational.Connections;
using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>Several prepared statements that are one intention, run one after another with the same parameter.</summary>
internal sealed class Script
{
    private readonly List<SqliteStatement> _statements = [];

    public Script(sqlite3 database, SqlText text)
    {
        for (var rest = text.Text; !string.IsNullOrWhiteSpace(rest);)
        {
            _statements.Add(new SqliteStatement(database, text.Name, rest, out rest));
        }
    }

    public void Run(string parameter, long value)
    {
        foreach (var text in _statements)
        {
            using var statement = text.Use();
            statement.Bind(parameter, value);
            statement.Run();
        }
    }

    public void Close() => _statements.ForEach(statement => statement.Close());
}
