using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Queues;

/// <summary>Reads queues with their counts.</summary>
internal static class QueueReader
{
    public static IReadOnlyList<QueueInfo> List(Database database)
    {
        var queues = new List<QueueInfo>();
        using var list = database.Use(Sql.QueueList);
        while (list.Step())
        {
            var oldest = FindOldest(database, list.GetLong(0));
            queues.Add(new QueueInfo
            {
                Name = list.GetText(1),
                Description = list.GetTextOrNull(2),
                Paused = list.GetBool(3),
                CreatedAt = Moment.ToMoment(list.GetLong(4)),
                Pending = list.GetLong(5),
                Held = list.GetLong(6),
                Assigned = list.GetLong(7),
                Active = list.GetLong(8),
                Callbacks = list.GetLong(9),
                Completed = list.GetLong(10),
                Failed = list.GetLong(11),
                OldestPendingAt = Moment.ToMoment(oldest?.Key),
                OldestPendingJob = oldest?.Id,
            });
        }

        return queues;
    }

    /// <summary>The lowest key over all bands of all lanes: in each band the first offer is the oldest.</summary>
    private static (long Key, long Id)? FindOldest(Database database, long queue)
    {
        (long Key, long Id)? oldest = null;
        foreach (var lane in ReadLanes(database, queue))
        {
            for (var band = NextBand(database, lane, long.MinValue); band is { } found;
                band = NextBand(database, lane, found.Band))
            {
                oldest = oldest is { } known && known.Key <= found.Key ? known : (found.Key, found.Id);
            }
        }

        return oldest;
    }

    private static List<long> ReadLanes(Database database, long queue)
    {
        var lanes = new List<long>();
        using var list = database.Use(Sql.LaneWaiting);
        list.Bind("queue", queue);
        while (list.Step())
        {
            lanes.Add(list.GetLong(0));
        }

        return lanes;
    }

    private static (long Band, long Key, long Id)? NextBand(Database database, long lane, long after)
    {
        using var read = database.Use(Sql.OfferNextBand);
        read.Bind("lane", lane);
        read.Bind("band", after);
        return read.Step() ? (read.GetLong(0), read.GetLong(1), read.GetLong(2)) : null;
    }
}
