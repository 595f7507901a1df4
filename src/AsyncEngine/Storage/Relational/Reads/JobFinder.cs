using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Finds the ids of jobs that pass a filter, in order, no further than it is asked.</summary>
internal static class JobFinder
{
    private const int PageSize = 256;

    /// <summary>Ids beyond a page's last one.</summary>
    public static IEnumerable<long> Find(Database database, JobFilter asked, JobPage page)
    {
        var filter = WithoutEmptyLists(asked);
        var bounds = page.NewestFirst
            ? (Above: long.MinValue, Below: page.AfterId ?? long.MaxValue)
            : (Above: page.AfterId ?? long.MinValue, Below: long.MaxValue);
        var values = FilterValues.Of(database, filter);
        if (values is null)
        {
            return [];
        }

        var plan = JobFilterPlan.For(filter);
        return plan.IsEveryJob
            ? Every(database, values, bounds, page)
            : Passing(database, values, Candidates(database, plan, bounds, page.NewestFirst));
    }

    /// <summary>Those of some jobs that pass a filter.</summary>
    public static IReadOnlySet<long> Among(Database database, JobFilter asked, IReadOnlyList<long> ids) =>
        ids.Count > 0 && FilterValues.Of(database, WithoutEmptyLists(asked)) is { } values
            ? Passing(database, values, ids).ToHashSet()
            : new HashSet<long>();

    private static IEnumerable<long> Passing(Database database, FilterValues values, IEnumerable<long> ids) =>
        database.IsRemote
            ? ids.Chunk(PageSize).SelectMany(chunk => PassingOf(database, values, chunk))
            : ids.Where(id => Passes(database, values, id));

    /// <summary>Asks about many jobs at once, where each question is a message to a server.</summary>
    private static IEnumerable<long> PassingOf(Database database, FilterValues values, long[] ids)
    {
        var passing = new HashSet<long>();
        using var read = database.Use(Sql.JobPage);
        values.Bind(read, ids.Min() - 1, ids.Max() + 1);
        read.Bind("only", StoreJson.Write(ids));
        while (read.Step())
        {
            passing.Add(read.GetLong(0));
        }

        return ids.Where(passing.Contains);
    }

    /// <summary>A list of nothing asks for nothing in particular.</summary>
    private static JobFilter WithoutEmptyLists(JobFilter filter) => filter with
    {
        NameLike = filter.NameLike is { Count: > 0 } ? filter.NameLike : null,
        QueueLike = filter.QueueLike is { Count: > 0 } ? filter.QueueLike : null,
        Statuses = filter.Statuses is { Count: > 0 } ? filter.Statuses : null,
        Outcomes = filter.Outcomes is { Count: > 0 } ? filter.Outcomes : null,
        Tags = filter.Tags is { Count: > 0 } ? filter.Tags : null,
        Quotas = filter.Quotas is { Count: > 0 } ? filter.Quotas : null,
        CallLike = filter.CallLike is { Count: > 0 } ? filter.CallLike : null,
        AgentLike = filter.AgentLike is { Count: > 0 } ? filter.AgentLike : null,
        Dispatchers = filter.Dispatchers is { Count: > 0 } ? filter.Dispatchers : null,
    };

    private static IEnumerable<long> Every(
        Database database, FilterValues values, (long Above, long Below) bounds, JobPage page)
    {
        using var read = database.Use(OrderedSql.Of(Sql.JobPage, page.NewestFirst));
        read.AtMost(page.Size);
        values.Bind(read, bounds.Above, bounds.Below);
        while (read.Step())
        {
            yield return read.GetLong(0);
        }
    }

    private static bool Passes(Database database, FilterValues values, long id)
    {
        using var read = database.Use(Sql.JobPage);
        values.Bind(read, id - 1, id + 1);
        return read.Step();
    }

    /// <summary>The ids of all sources in one order, each once.</summary>
    private static IEnumerable<long> Candidates(
        Database database, JobFilterPlan plan, (long Above, long Below) bounds, bool newestFirst)
    {
        var sources = new PriorityQueue<IEnumerator<long>, long>();
        foreach (var (text, key) in plan.Sources)
        {
            Enqueue(sources, Ids(database, text, key, bounds, newestFirst).GetEnumerator(), newestFirst);
        }

        long? last = null;
        while (sources.TryDequeue(out var source, out _))
        {
            var id = source.Current;
            Enqueue(sources, source, newestFirst);
            if (id != last)
            {
                last = id;
                yield return id;
            }
        }
    }

    private static void Enqueue(
        PriorityQueue<IEnumerator<long>, long> sources, IEnumerator<long> source, bool newestFirst)
    {
        if (source.MoveNext())
        {
            sources.Enqueue(source, newestFirst ? -source.Current : source.Current);
        }
        else
        {
            source.Dispose();
        }
    }

    /// <summary>Reads ids by the page, so that several sources may have the same text.</summary>
    private static IEnumerable<long> Ids(
        Database database, SqlText text, string? key, (long Above, long Below) bounds, bool newestFirst)
    {
        var page = new List<long>(PageSize);
        do
        {
            page.Clear();
            using (var read = database.Use(OrderedSql.Of(text, newestFirst)))
            {
                read.AtMost(PageSize);
                read.Bind("above", bounds.Above);
                read.Bind("below", bounds.Below);
                if (key is not null)
                {
                    read.Bind("key", key);
                }

                while (page.Count < PageSize && read.Step())
                {
                    page.Add(read.GetLong(0));
                }
            }

            foreach (var id in page)
            {
                bounds = newestFirst ? (bounds.Above, id) : (id, bounds.Below);
                yield return id;
            }
        }
        while (page.Count == PageSize);
    }
}
