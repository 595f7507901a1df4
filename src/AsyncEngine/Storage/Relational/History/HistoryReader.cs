using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.History;

/// <summary>Reads all that happened to a job.</summary>
internal static class HistoryReader
{
    /// <summary>The moves in order; null when there is no such job.</summary>
    public static IReadOnlyList<JobMove>? Read(Database database, long id) =>
        ReadLife(database, id) is { } life ? new MoveList(life).Write(ReadRows(database, id)) : null;

    private static LifeRow? ReadLife(Database database, long id)
    {
        using var read = database.Use(Sql.HistoryJob);
        read.Bind("id", id);
        return !read.Step() ? null : new LifeRow
        {
            Status = (JobStatus)read.GetInt(0),
            CreatedAt = read.GetLong(1),
            BeginAfter = read.GetLongOrNull(2),
            Parent = read.GetLongOrNull(3),
            RestartOf = read.GetLongOrNull(4),
            IsPart = read.GetBool(5),
            IsJoin = read.GetBool(6),
            Run = read.GetLong(7),
            StartedAt = read.GetLongOrNull(8),
            Dispatcher = UuidOf(read.GetTextOrNull(9)),
            Agent = read.GetTextOrNull(10),
            EndedAt = read.GetLongOrNull(11),
            CompletedAt = read.GetLongOrNull(12),
            Outcome = (JobOutcome?)read.GetIntOrNull(13),
            Error = JobErrorText.Read(read.GetTextOrNull(14)),
            HadCallbacks = read.GetBool(15),
        };
    }

    private static List<HistoryRow> ReadRows(Database database, long id)
    {
        var rows = new List<HistoryRow>();
        using var read = database.Use(Sql.HistoryList);
        read.Bind("job_id", id);
        while (read.Step())
        {
            rows.Add(new HistoryRow
            {
                Number = read.GetLong(0),
                MovedAt = read.GetLong(1),
                From = (JobStatus)read.GetInt(2),
                To = (JobStatus)read.GetInt(3),
                Run = read.GetLong(4),
                BeganAt = read.GetLongOrNull(5),
                Reason = read.GetText(6),
                Dispatcher = UuidOf(read.GetTextOrNull(7)),
                Agent = read.GetTextOrNull(8),
            });
        }

        return rows;
    }

    private static Guid? UuidOf(string? text) => text is null ? null : Guid.Parse(text);
}
