using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>A value as a row has it: small ones inline, large ones in a table of their own, where no scan meets them.</summary>
/// <param name="Inline">The value, when it is small.</param>
/// <param name="Id">Where it lies, when it is large.</param>
internal readonly record struct StoredPayload(Payload Inline, long? Id)
{
    public const int MaxInline = 1024;

    public static StoredPayload Write(Database database, Payload value)
    {
        if (value.Length <= MaxInline)
        {
            return new StoredPayload(value, null);
        }

        using var insert = database.Use(Sql.PayloadInsert);
        insert.Bind("bytes", value);
        insert.Run();
        return new StoredPayload(Payload.Empty, database.LastId);
    }

    /// <summary>Reads a value from two columns of a row: itself, and the id of where it lies.</summary>
    public static Payload Read(Database database, Statement row, int column)
    {
        if (row.IsNull(column + 1))
        {
            return row.GetPayload(column);
        }

        using var read = database.Use(Sql.PayloadRead);
        read.Bind("id", row.GetLong(column + 1));
        return read.Step() ? read.GetPayload(0) : Payload.Empty;
    }
}
