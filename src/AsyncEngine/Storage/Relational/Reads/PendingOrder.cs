using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Measures;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>
/// Pending jobs that pass a filter, in the order of offers (R010) over all lanes of all its queues: ready ones, then held
/// ones as they become due. No further than it is asked.
/// </summary>
internal static class PendingOrder
{
    private const int PageSize = 64;

    public static IEnumerable<long> Find(Database database, JobFilter filter)
    {
        var queues = MeasureReader.Queues(database, filter.QueueLike is { Count: > 0 } names ? names : null).Keys.ToList();
        foreach (var chunk in Ready(database, queues).Concat(Held(database, queues)).Chunk(PageSize))
        {
            var passing = JobFinder.Among(database, filter, chunk);
            foreach (var id in chunk.Where(passing.Contains))
            {
                yield return id;
            }
        }
    }

    private static IEnumerable<long> Ready(Database database, List<long> queues) => Merge(
        queues.SelectMany(queue => LanesOf(database, queue)).ToList(), lane => OffersOf(database, lane));

    private static IEnumerable<long> Held(Database database, List<long> queues) =>
        Merge(queues, queue => HeldOf(database, queue));

    /// <summary>Several sources, each in order, as one.</summary>
    private static IEnumerable<long> Merge(
        List<long> keys, Func<long, IEnumerable<(OfferPlace Place, long Id)>> read)
    {
        var sources = new PriorityQueue<IEnumerator<(OfferPlace Place, long Id)>, OfferPlace>();
        foreach (var key in keys)
        {
            Enqueue(read(key).GetEnumerator());
        }

        while (sources.TryDequeue(out var source, out _))
        {
            var id = source.Current.Id;
            Enqueue(source);
            yield return id;
        }

        void Enqueue(IEnumerator<(OfferPlace Place, long Id)> source)
        {
            if (source.MoveNext())
            {
                sources.Enqueue(source, source.Current.Place);
            }
            else
            {
                source.Dispose();
            }
        }
    }

    private static List<long> LanesOf(Database database, long queue)
    {
        var lanes = new List<long>();
        using var read = database.Use(Sql.LaneWaiting);
        read.Bind("queue", queue);
        while (read.Step())
        {
            lanes.Add(read.GetLong(0));
        }

        return lanes;
    }

    /// <summary>A lane's offers, read by the page: others read the same statement meanwhile.</summary>
    private static IEnumerable<(OfferPlace Place, long Id)> OffersOf(Database database, long lane)
    {
        var after = new OfferPlace(long.MinValue, long.MinValue, long.MinValue);
        List<Offered> page;
        do
        {
            page = OfferPage(database, lane, after);
            foreach (var offer in page.Where(offer => offer.Phase == OfferPhase.Run))
            {
                yield return (offer.Place, offer.Job.Id);
            }

            after = page.Count == 0 ? after : page[^1].Place;
        }
        while (page.Count == PageSize);
    }

    private static List<Offered> OfferPage(Database database, long lane, OfferPlace after)
    {
        var page = new List<Offered>(PageSize);
        using var read = database.Use(Sql.OfferNext);
        read.AtMost(PageSize);
        read.Bind("lane", lane);
        read.Bind("band", after.Band);
        read.Bind("key", after.Key);
        read.Bind("seq", after.Seq);
        while (page.Count < PageSize && read.Step())
        {
            page.Add(PlaceRows.ReadOffer(read));
        }

        return page;
    }

    private static IEnumerable<(OfferPlace Place, long Id)> HeldOf(Database database, long queue)
    {
        var after = (At: long.MinValue, Id: long.MinValue);
        List<(long At, long Id)> page;
        do
        {
            page = HeldPage(database, queue, after);
            foreach (var (at, id) in page)
            {
                yield return (new OfferPlace(0, at, id), id);
            }

            after = page.Count == 0 ? after : page[^1];
        }
        while (page.Count == PageSize);
    }

    private static List<(long At, long Id)> HeldPage(Database database, long queue, (long At, long Id) after)
    {
        var page = new List<(long, long)>(PageSize);
        using var read = database.Use(Sql.HeldAfter);
        read.AtMost(PageSize);
        read.Bind("queue", queue);
        read.Bind("at", after.At);
        read.Bind("id", after.Id);
        while (page.Count < PageSize && read.Step())
        {
            page.Add((read.GetLong(0), read.GetLong(1)));
        }

        return page;
    }
}
