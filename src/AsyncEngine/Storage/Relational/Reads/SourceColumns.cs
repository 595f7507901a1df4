using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Who put a job, in four columns of a row.</summary>
internal static class SourceColumns
{
    /// <param name="row">The row.</param>
    /// <param name="first">The first of the columns: uuid, host, process id, account.</param>
    public static JobSource? Read(Statement row, int first) => row.IsNull(first)
        ? null
        : new JobSource(
            Guid.Parse(row.GetText(first)), row.GetText(first + 1), row.GetInt(first + 2), row.GetText(first + 3));
}
