using System.Globalization;
using AsyncEngine.Storage.Relational.Connections;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <inheritdoc cref="ITableRows"/>
#pragma warning disable CA2100 // Names come from this library and from the database's own catalog, and are quoted.
internal sealed class PostgresRows(PostgresDatabase database) : ITableRows
{
    public IReadOnlyList<string> List() =>
    [
        .. Read("select tablename::text from pg_tables where schemaname = current_schema()").Select(row => (string)row[0]!),
    ];

    public IReadOnlyList<string> Columns(string table) => [.. Describe(table).Select(column => column.Name)];

    public IEnumerable<object?[]> Read(string select)
    {
        using var command = new NpgsqlCommand(select, database.Connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = Value(reader.GetValue(column));
            }

            yield return row;
        }
    }

    public void Write(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        var described = Describe(table).ToDictionary(column => column.Name);
        var types = columns.Select(column => described[column].Type).ToArray();
        var list = string.Join(", ", columns.Select(CopiedTable.Quote));
        using (var copy = database.Connection.BeginBinaryImport(
            $"copy {CopiedTable.Quote(table)} ({list}) from stdin (format binary)"))
        {
            foreach (var row in rows)
            {
                copy.StartRow();
                for (var column = 0; column < row.Length; column++)
                {
                    Write(copy, row[column], types[column]);
                }
            }

            database.Note((int)Math.Min(int.MaxValue, (long)copy.Complete()), []);
        }

        foreach (var column in described.Values.Where(column => column.GivesIds))
        {
            using var command = new NpgsqlCommand(
                $"select setval(pg_get_serial_sequence($1, $2), coalesce(max({CopiedTable.Quote(column.Name)}), 0) + 1, false) "
                    + $"from {CopiedTable.Quote(table)}",
                database.Connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = CopiedTable.Quote(table) });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = column.Name });
            command.ExecuteNonQuery();
        }
    }

    public void Clear(string table)
    {
        using var command = new NpgsqlCommand($"delete from {CopiedTable.Quote(table)}", database.Connection);
        command.ExecuteNonQuery();
    }

    private static object? Value(object value) => value switch
    {
        DBNull => null,
        short or int or bool => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number => (double)number,
        _ => value,
    };

    private static void Write(NpgsqlBinaryImporter copy, object? value, string type)
    {
        switch (value, type)
        {
            case (null, _):
                copy.WriteNull();
                break;
            case (long number, "int2"):
                copy.Write(checked((short)number), NpgsqlDbType.Smallint);
                break;
            case (long number, "int4"):
                copy.Write(checked((int)number), NpgsqlDbType.Integer);
                break;
            case (long number, "bool"):
                copy.Write(number != 0, NpgsqlDbType.Boolean);
                break;
            case (long number, "float8"):
                copy.Write((double)number, NpgsqlDbType.Double);
                break;
            case (long number, _):
                copy.Write(number, NpgsqlDbType.Bigint);
                break;
            case (double number, _):
                copy.Write(number, NpgsqlDbType.Double);
                break;
            case (string text, _):
                copy.Write(ServerText.Of(text), NpgsqlDbType.Text);
                break;
            default:
                copy.Write((byte[])value, NpgsqlDbType.Bytea);
                break;
        }
    }

    private List<(string Name, string Type, bool GivesIds)> Describe(string table)
    {
        using var command = new NpgsqlCommand(
            """
            select a.attname::text, t.typname::text, a.attidentity <> ''
            from pg_attribute a
            join pg_type t on t.oid = a.atttypid
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """,
            database.Connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = CopiedTable.Quote(table) });
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string, bool)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }

        return columns;
    }
}
