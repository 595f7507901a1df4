using System.Collections.Concurrent;

namespace AsyncEngine.Storage.Relational.Connections;

/// <summary>Statements that end with their order, and the same in the other direction.</summary>
internal static class OrderedSql
{
    private static readonly ConcurrentDictionary<SqlText, SqlText> Reversed = new();

    public static SqlText Of(SqlText text, bool descending) =>
        !descending ? text : Reversed.GetOrAdd(text, ascending => ascending.Descending());
}
