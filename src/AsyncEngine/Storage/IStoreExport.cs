namespace AsyncEngine.Storage;

/// <summary>The rows of a store at one moment. A value is a <c>long</c>, a string, bytes or null.</summary>
internal interface IStoreExport : IDisposable
{
    /// <summary>What is given next there.</summary>
    StoreMarks ReadMarks();

    /// <summary>The names of all tables, whether they are copied or not.</summary>
    IReadOnlyList<string> Tables();

    /// <summary>The columns of a table.</summary>
    IReadOnlyList<string> Columns(string table);

    /// <summary>How many rows a table gives.</summary>
    long Count(CopiedTable table);

    /// <summary>The rows of a table, one by one as they are asked for: none is kept.</summary>
    IEnumerable<object?[]> Read(CopiedTable table, IReadOnlyList<string> columns);
}
