using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <inheritdoc cref="ColumnWriter"/>
internal sealed class ColumnWriter<T>(PostgresStatement statement, IReadOnlyList<T> rows)
{
    public ColumnWriter<T> Bind(string parameter, long value)
    {
        statement.Bind(parameter, value);
        return this;
    }

    public ColumnWriter<T> Column<TValue>(string parameter, NpgsqlDbType type, Func<T, TValue> select)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = select(rows[index]);
        }

        statement.Bind(parameter, type, values);
        return this;
    }

    /// <summary>Sends it with the next message; its rows are the caller's to read.</summary>
    public void Post() => statement.Post();

    public void Run()
    {
        using (statement)
        {
            statement.Run();
        }
    }
}
