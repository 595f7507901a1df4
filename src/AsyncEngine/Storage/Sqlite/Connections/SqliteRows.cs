using AsyncEngine.Storage.Relational.Connections;
using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <inheritdoc cref="ITableRows"/>
internal sealed class SqliteRows(sqlite3 handle) : ITableRows
{
    public IReadOnlyList<string> List() =>
    [
        .. Read("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")
            .Select(row => (string)row[0]!),
    ];

    public IReadOnlyList<string> Columns(string table) =>
    [
        .. Read($"select name from pragma_table_info('{table.Replace("'", "''", StringComparison.Ordinal)}') order by cid")
            .Select(row => (string)row[0]!),
    ];

    public IEnumerable<object?[]> Read(string select)
    {
        using var statement = Prepare(select);
        while (Step(statement))
        {
            var row = new object?[raw.sqlite3_column_count(statement)];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = Value(statement, column);
            }

            yield return row;
        }
    }

    public void Write(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        using var insert = Prepare(
            $"insert into {CopiedTable.Quote(table)} ({string.Join(", ", columns.Select(CopiedTable.Quote))}) "
                + $"values ({string.Join(", ", columns.Select(_ => "?"))})");
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                Require(Bind(insert, column + 1, row[column]));
            }

            Step(insert);
            Require(raw.sqlite3_reset(insert));
        }
    }

    public void Clear(string table)
    {
        using var delete = Prepare($"delete from {CopiedTable.Quote(table)}");
        Step(delete);
    }

    private static object? Value(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, column).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
        _ => null,
    };

    private static int Bind(sqlite3_stmt statement, int index, object? value) => value switch
    {
        long number => raw.sqlite3_bind_int64(statement, index, number),
        double number => raw.sqlite3_bind_double(statement, index, number),
        string text => raw.sqlite3_bind_text(statement, index, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    private sqlite3_stmt Prepare(string sql)
    {
        Require(raw.sqlite3_prepare_v2(handle, sql, out var statement));
        return statement;
    }

    private bool Step(sqlite3_stmt statement) => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw SqliteDatabase.Failure(handle, "copy"),
    };

    private void Require(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteDatabase.Failure(handle, "copy");
        }
    }
}
