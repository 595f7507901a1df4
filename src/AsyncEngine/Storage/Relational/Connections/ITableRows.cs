namespace AsyncEngine.Storage.Relational.Connections;

/// <summary>
/// The tables of a database as they are, without names of statements: to copy a store. Values are a <c>long</c>, a
/// string, bytes or null.
/// </summary>
internal interface ITableRows
{
    /// <summary>The names of all tables of the store.</summary>
    IReadOnlyList<string> List();

    /// <summary>The columns of a table, in their order.</summary>
    IReadOnlyList<string> Columns(string table);

    /// <summary>Rows, one by one as they are asked for.</summary>
    IEnumerable<object?[]> Read(string select);

    /// <summary>Writes rows as they come, and keeps none. The table gives ids after theirs from then on.</summary>
    void Write(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows);

    /// <summary>Takes all rows out of a table.</summary>
    void Clear(string table);
}
