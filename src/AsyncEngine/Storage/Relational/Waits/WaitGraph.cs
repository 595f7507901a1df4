using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>Finds out whether a job would wait for itself. Writes nothing.</summary>
/// <param name="database">The connection.</param>
/// <param name="added">Jobs that the same step adds, with ids.</param>
internal sealed class WaitGraph(Database database, IReadOnlyList<NewJob> added)
{
    private readonly Stack<Node> _open = new();
    private readonly HashSet<(long Id, Need Need)> _seen = [];

    private enum Need
    {
        /// <summary>Its outcome, as a job needs it that returned it.</summary>
        Outcome,

        /// <summary>Its end, callbacks included, as a join needs it of its parts.</summary>
        End,

        /// <summary>To be put, as a job needs it whose turn in a join has not come.</summary>
        Put,
    }

    /// <summary>Refuses a wait that would never end (R042).</summary>
    /// <param name="waiter">The job that would wait.</param>
    /// <param name="awaited">The job that it would wait for.</param>
    /// <param name="isPart">Whether it would wait as a join for its part.</param>
    public void Refuse(long waiter, LinkedJob awaited, bool isPart = false)
    {
        if (awaited.New is null && awaited.Id == waiter)
        {
            throw Never(waiter, $"Job {waiter} cannot wait for itself.");
        }

        _open.Clear();
        _seen.Clear();
        _open.Push(new Node(awaited, isPart ? Need.End : Need.Outcome));
        while (_open.TryPop(out var node))
        {
            var job = node.Job;
            if (job.New is null && job.Id == waiter)
            {
                throw Never(
                    waiter, $"Job {waiter} cannot wait for job {awaited.Id}, which cannot end before it has ended itself.");
            }

            if ((job.New ?? added.FirstOrDefault(known => known.Id == job.Id)) is { } found)
            {
                PushPartsOf(found);
            }
            else if (_seen.Add((job.Id, node.Need)))
            {
                PushNeedsOf(job.Id, node.Need);
            }
        }
    }

    private static AsyncEngineException Never(long waiter, string message) =>
        new(ErrorIds.WaitWouldDeadlock, message + " Return another job, or a value.") { Target = waiter };

    private void PushPartsOf(NewJob job)
    {
        foreach (var part in job.Join?.Parts ?? [])
        {
            _open.Push(new Node(part, Need.End));
        }
    }

    private void PushNeedsOf(long id, Need need)
    {
        if (need == Need.Put)
        {
            PushTurnOf(id);
            return;
        }

        if (FindOutcome(id, out var isCompleted))
        {
            if (need == Need.End && !isCompleted)
            {
                Push(Sql.CallbackIds, "parent", id, Need.End);
            }

            return;
        }

        PushWaitsOf(id);
        PushTurnOf(id);
        if (need == Need.End)
        {
            Push(Sql.CallbackIds, "parent", id, Need.End);
        }
    }

    private void PushWaitsOf(long id)
    {
        bool isJoin;
        using (var read = database.Use(Sql.WaitNeeds))
        {
            read.Bind("id", id);
            read.Step();
            Push(read.GetLongOrNull(0), Need.Outcome);
            Push(read.GetLongOrNull(1), Need.Outcome);
            isJoin = read.GetBool(2);
        }

        if (isJoin)
        {
            Push(Sql.PartIds, "join_id", id, Need.End);
        }
    }

    /// <summary>What comes before a job whose turn in a join has not come.</summary>
    private void PushTurnOf(long id)
    {
        if (Places.PlaceRows.FindFresh(database, id) is null)
        {
            return;
        }

        foreach (var join in Read(Sql.JointOf, "id", id))
        {
            Push(join, Need.Put);
            using var read = database.Use(Sql.PartBefore);
            read.Bind("join_id", join);
            read.Bind("job_id", id);
            while (read.Step())
            {
                Push(read.GetLong(0), Need.End);
            }
        }
    }

    private void Push(SqlText text, string parameter, long value, Need need)
    {
        foreach (var id in Read(text, parameter, value))
        {
            Push(id, need);
        }
    }

    private void Push(long? id, Need need)
    {
        if (id is { } known)
        {
            _open.Push(new Node(LinkedJob.To(known), need));
        }
    }

    private List<long> Read(SqlText text, string parameter, long value)
    {
        var ids = new List<long>();
        using var read = database.Use(text);
        read.Bind(parameter, value);
        while (read.Step())
        {
            ids.Add(read.GetLong(0));
        }

        return ids;
    }

    private bool FindOutcome(long id, out bool isCompleted)
    {
        using var find = database.Use(Sql.OutcomeFind);
        find.Bind("id", id);
        var isThere = find.Step();
        isCompleted = isThere && !find.IsNull(1);
        return isThere;
    }

    private readonly record struct Node(LinkedJob Job, Need Need);
}
