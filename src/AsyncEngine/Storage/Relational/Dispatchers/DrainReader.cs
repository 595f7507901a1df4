using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Queues;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>Reads what is left that can run.</summary>
internal static class DrainReader
{
    public static DrainState Read(Database database, IReadOnlyList<string> queues, long now)
    {
        long ready = 0;
        long inProgress = 0;
        long retries = 0;
        long? nextRetry = null;
        foreach (var name in queues)
        {
            var queue = QueueRow.Require(database, name);
            using var read = database.Use(Sql.DrainRead);
            read.Bind("queue", queue.Id);
            read.Bind("now", now);
            read.Step();
            inProgress += read.GetLong(1);
            if (!queue.IsPaused)
            {
                ready += read.GetLong(0);
                retries += read.GetLong(2);
                nextRetry = Earlier(nextRetry, read.GetLongOrNull(3));
            }
        }

        return new DrainState(ready, inProgress, retries, Moment.ToMoment(nextRetry));
    }

    private static long? Earlier(long? one, long? other) =>
        one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}
