using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Stops;

/// <summary>Removes jobs with all that belongs to them, callbacks included.</summary>
internal sealed class JobRemover(WriteSession session)
{
    private readonly OutcomeWriter _outcomes = new(session);

    public RemoveResult Remove(long id)
    {
        if (JobPlan.Read(session.Database, id) is not { } plan)
        {
            return RemoveResult.NotFound;
        }

        var tree = Tree(id);
        if (FindObstacle(id, plan, tree) is { } reason)
        {
            return RemoveResult.Refused(reason);
        }

        TakeAway(id);
        foreach (var job in tree)
        {
            Count(job);
            session.Database.Run(Sql.JobDelete, "id", job);
        }

        return RemoveResult.Removed;
    }

    /// <summary>The job, its callbacks, theirs, and so on.</summary>
    private List<long> Tree(long id)
    {
        var tree = new List<long> { id };
        for (var index = 0; index < tree.Count; index++)
        {
            using var read = session.Database.Use(Sql.CallbackIds);
            read.Bind("parent", tree[index]);
            while (read.Step())
            {
                tree.Add(read.GetLong(0));
            }
        }

        return tree;
    }

    private string? FindObstacle(long id, JobPlan plan, List<long> tree)
    {
        if (plan.Root is { } root && !IsCompleted(root))
        {
            return $"Job {id} is a callback of job {root}, which has not ended. Remove that one when it has.";
        }

        if (!IsCompleted(id) && session.Places.FindHeld(id) is null && session.Places.FindFresh(id) is null
            && session.Places.FindOffer(id) is not { Phase: Places.OfferPhase.Run })
        {
            return $"Job {id} is in progress. Stop it first, or wait until it has ended.";
        }

        // A callback that was added when its parent had ended is a job of its own.
        var open = tree.Skip(1).Where(job => !IsCompleted(job) && IsOwnRoot(job)).Select(job => (long?)job);
        if (open.FirstOrDefault() is { } late)
        {
            return $"Job {late} is a callback of job {id} and has not ended. Stop it first, or wait until it has.";
        }

        return tree.Any(IsAwaited)
            ? $"Another job waits for job {id}, or it is a part of a join that has not ended. Stop that one first."
            : null;
    }

    private void TakeAway(long id)
    {
        if (session.Places.FindOffer(id) is { } offer)
        {
            session.Places.Remove(offer);
            if (offer.Holds is { } lane)
            {
                // The slots of a job that is gone would stay taken for ever (R139).
                session.Lanes.Release(session.Lanes.Get(lane));
            }
        }
        else if (session.Places.FindHeld(id) is { } held)
        {
            session.Places.Remove(held);
        }
    }

    private void Count(long id)
    {
        if (IsOwnRoot(id) && _outcomes.Find(id, out _) is { } outcome
            && JobPlan.Read(session.Database, id) is { } plan)
        {
            session.Tally.Completed(plan.Queue, outcome, -1);
        }
    }

    private bool IsCompleted(long id)
    {
        _outcomes.Find(id, out var isCompleted);
        return isCompleted;
    }

    private bool IsOwnRoot(long id) => JobPlan.Read(session.Database, id) is { Root: null };

    private bool IsAwaited(long id)
    {
        using var find = session.Database.Use(Sql.JobIsAwaited);
        find.Bind("id", id);
        return find.Step();
    }
}
