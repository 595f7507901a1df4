using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>Writes rows with one statement that takes each column as an array.</summary>
internal static class ColumnWriter
{
    public static ColumnWriter<T> Of<T>(PostgresSession session, SqlText text, IReadOnlyList<T> rows) =>
        new((PostgresStatement)session.Database.Use(text), rows);
}
