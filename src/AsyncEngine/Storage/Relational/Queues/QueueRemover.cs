using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Waits;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Queues;

/// <summary>Removes queues with all that belongs to them.</summary>
internal sealed class QueueRemover(WriteSession session)
{
    private readonly QueueWaits _waits = new(session);

    /// <summary>With force, pending jobs go too, and the settles of running ones find nothing and are refused.</summary>
    public bool Remove(string name, bool force)
    {
        var queue = QueueRow.Require(session.Database, name);
        if (Name.KeyOf(name) == Name.KeyOf(QueueWriter.DefaultName))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid, $"The queue '{queue.Name}' always exists: it cannot be removed.")
            {
                Target = queue.Name,
            };
        }

        var unfinished = CountUnfinished(queue.Id);
        if (unfinished > 0 && !force)
        {
            throw new AsyncEngineException(
                ErrorIds.QueueNotEmpty,
                $"The queue '{queue.Name}' has unfinished jobs ({unfinished}). Wait for them, stop them, or remove the "
                    + "queue by force.")
            {
                Target = queue.Name,
            };
        }

        FreeStates(queue.Id);
        var joins = _waits.LetGo(queue);
        session.Follower.Run();
        session.Lanes.Flush();
        session.Tally.Flush();
        session.Database.Run(Sql.QueueDelete, "queue", queue.Id);
        session.Lanes.Forget();
        _waits.GoOn(joins);
        return true;
    }

    /// <summary>Slots of the queue's own quotas go with it; states are shared with other queues.</summary>
    private void FreeStates(long queue)
    {
        foreach (var lane in ReadStateHolders(queue))
        {
            session.Lanes.Release(session.Lanes.Get(lane));
        }

        session.Lanes.Flush();
    }

    private List<long> ReadStateHolders(long queue)
    {
        var lanes = new List<long>();
        using var read = session.Database.Use(Sql.QueueStateHolders);
        read.Bind("queue", queue);
        while (read.Step())
        {
            lanes.Add(read.GetLong(0));
        }

        return lanes;
    }

    private long CountUnfinished(long queue)
    {
        using var count = session.Database.Use(Sql.QueueUnfinished);
        count.Bind("queue", queue);
        return count.Step() ? count.GetLong(0) : 0;
    }
}
