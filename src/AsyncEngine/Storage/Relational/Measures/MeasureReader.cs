using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;

namespace AsyncEngine.Storage.Relational.Measures;

/// <summary>Reads the rows of a measure by the page, each page one short transaction.</summary>
internal static class MeasureReader
{
    /// <summary>How many rows a page has.</summary>
    public const int PageSize = 5_000;

    /// <summary>Jobs that were completed after a place, and before a moment, in order.</summary>
    public static List<CompletedRow> Completed(Database database, (long At, long Id) after, long before)
    {
        var rows = new List<CompletedRow>();
        using var read = database.Use(Sql.MeasureCompleted);
        read.AtMost(PageSize);
        read.Bind("at", after.At);
        read.Bind("id", after.Id);
        read.Bind("before", before);
        while (rows.Count < PageSize && read.Step())
        {
            rows.Add(new CompletedRow(
                read.GetLong(0),
                read.GetLong(1),
                read.GetLong(2),
                (JobOutcome)read.GetInt(3),
                read.GetLongOrNull(4),
                read.GetLong(5),
                read.GetLong(6),
                read.GetLongOrNull(7)));
        }

        return rows;
    }

    /// <summary>Jobs with ids below one, the newest first.</summary>
    public static List<(long Id, long Queue, long CreatedAt)> Added(Database database, long below)
    {
        var rows = new List<(long, long, long)>();
        using var read = database.Use(Sql.MeasureAdded);
        read.AtMost(PageSize);
        read.Bind("below", below);
        while (rows.Count < PageSize && read.Step())
        {
            rows.Add((read.GetLong(0), read.GetLong(1), read.GetLong(2)));
        }

        return rows;
    }

    /// <summary>Jobs whose calls run now: there are few.</summary>
    public static List<(long Id, long Queue, long StartedAt)> Running(Database database)
    {
        var rows = new List<(long, long, long)>();
        using var read = database.Use(Sql.MeasureRunning);
        while (read.Step())
        {
            rows.Add((read.GetLong(0), read.GetLong(1), read.GetLong(2)));
        }

        return rows;
    }

    /// <summary>The queues that a filter names, by id.</summary>
    public static Dictionary<long, string> Queues(Database database, IReadOnlyList<string>? patterns)
    {
        var queues = new Dictionary<long, string>();
        using var read = database.Use(Sql.QueueIds);
        read.Bind("names", StoreJson.Write(Wildcard.Readings(patterns ?? ["*"]).Select(database.Pattern).ToArray()));
        while (read.Step())
        {
            queues.Add(read.GetLong(0), read.GetText(1));
        }

        return queues;
    }
}
