using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Transfer;

/// <inheritdoc cref="IStoreExport"/>
/// <param name="database">A connection inside a transaction that sees one moment.</param>
/// <param name="end">Ends both.</param>
/// <param name="translate">Says in the engine's words why it failed; null: not the database's failure.</param>
internal sealed class StoreExport(Database database, Action end, Func<Exception, Exception?> translate) : IStoreExport
{
    public StoreMarks ReadMarks() => Guard(() =>
    {
        using var read = database.Use(Sql.CopyMarks);
        read.Step();
        return new StoreMarks(read.GetLong(0), read.GetLong(1), read.GetLong(2));
    });

    public IReadOnlyList<string> Tables() => Guard(database.Tables.List);

    public IReadOnlyList<string> Columns(string table) => Guard(() => database.Tables.Columns(table));

    public long Count(CopiedTable table) => Guard(() => (long)database.Tables.Read(table.SelectCount).First()[0]!);

    public IEnumerable<object?[]> Read(CopiedTable table, IReadOnlyList<string> columns)
    {
        using var rows = database.Tables.Read(table.Select(columns)).GetEnumerator();
        while (Guard(rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    public void Dispose() => end();

    private T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (translate(exception) is { } translated)
        {
            throw translated;
        }
    }
}
