using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>A part of a join.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">How it ended, if it did.</param>
/// <param name="IsCompleted">Whether its callbacks have ended, too.</param>
/// <param name="Ordinal">Its place in the order.</param>
internal sealed record JoinPart(long Id, JobOutcome? Outcome, bool IsCompleted, int Ordinal)
{
    public static List<JoinPart> List(Database database, long join)
    {
        var parts = new List<JoinPart>();
        using var list = database.Use(Sql.PartList);
        list.Bind("join_id", join);
        while (list.Step())
        {
            parts.Add(Read(list));
        }

        return parts;
    }

    /// <summary>The next part from a place in the order on; null when there is none.</summary>
    public static JoinPart? From(Database database, long join, int ordinal)
    {
        using var read = database.Use(Sql.PartAt);
        read.Bind("join_id", join);
        read.Bind("ordinal", ordinal);
        return read.Step() ? Read(read) : null;
    }

    private static JoinPart Read(Statement row) =>
        new(row.GetLong(0), (JobOutcome?)row.GetIntOrNull(1), row.GetBool(2), row.GetInt(3));
}
