using AsyncEngine.Storage.Relational.Connections;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>Makes the statements of a batch, which goes to the server in one message.</summary>
internal static class BatchCommands
{
    /// <summary>Adds a statement to a batch.</summary>
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, SqlText text)
    {
        var command = new NpgsqlBatchCommand(text.Postgres);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string name, long value)
    {
        command.Parameters.Add(new NpgsqlParameter<long>(name, NpgsqlDbType.Bigint) { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string name, long? value)
    {
        command.Parameters.Add(value is { } known
            ? new NpgsqlParameter<long>(name, NpgsqlDbType.Bigint) { TypedValue = known }
            : new NpgsqlParameter(name, NpgsqlDbType.Bigint) { Value = DBNull.Value });
        return command;
    }

    /// <summary>Binds one value for each row.</summary>
    public static NpgsqlBatchCommand With<T>(
        this NpgsqlBatchCommand command, string name, NpgsqlDbType type, T[] values)
    {
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, NpgsqlDbType.Array | type) { TypedValue = ServerText.Each(values) });
        return command;
    }
}
