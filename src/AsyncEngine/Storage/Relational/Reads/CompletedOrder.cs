using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Completed jobs that pass a filter, the newest first, no further than it is asked.</summary>
internal static class CompletedOrder
{
    private const int PageSize = 256;

    public static IEnumerable<long> Find(Database database, JobFilter filter, long? since, long? before)
    {
        var place = (At: before ?? long.MaxValue, Id: long.MinValue);
        List<(long At, long Id)> page;
        do
        {
            page = ReadPage(database, place, since ?? long.MinValue);
            var ids = page.ConvertAll(row => row.Id);
            var passing = JobFinder.Among(database, filter, ids);
            foreach (var id in ids.Where(passing.Contains))
            {
                yield return id;
            }

            place = page.Count == 0 ? place : page[^1];
        }
        while (page.Count == PageSize);
    }

    private static List<(long At, long Id)> ReadPage(Database database, (long At, long Id) place, long since)
    {
        var page = new List<(long, long)>(PageSize);
        using var read = database.Use(Sql.CompletedNewest);
        read.AtMost(PageSize);
        read.Bind("at", place.At);
        read.Bind("id", place.Id);
        read.Bind("since", since);
        while (page.Count < PageSize && read.Step())
        {
            page.Add((read.GetLong(1), read.GetLong(0)));
        }

        return page;
    }
}
