using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>Adds parts to joins that exist (R100).</summary>
internal sealed class PartAdder(WriteSession session)
{
    private readonly JobWriter _jobs = new(session);
    private readonly JoinFlow _joins = new(session);

    /// <summary>
    /// Looks at a part before anything is written. <c>JobNotFound</c>, <c>JobStatusInvalid</c>,
    /// <c>WaitWouldDeadlock</c>.
    /// </summary>
    /// <returns>Where it goes, if it is new.</returns>
    public JobTarget? Resolve(AddedPart part, TargetBook targets, WaitGraph graph, IReadOnlyList<NewJob> added)
    {
        if (added.FirstOrDefault(job => job.Id == part.JoinId) is { } join)
        {
            Require(part.JoinId, join.Join is not null, isOpen: true);
        }
        else
        {
            var joint = Joint.Find(session.Database, part.JoinId);
            var isKnown = joint is not null || JobPlan.Read(session.Database, part.JoinId) is not null;
            if (!isKnown)
            {
                throw JobErrors.NotFound(part.JoinId);
            }

            Require(part.JoinId, joint is not null, IsOpen(part.JoinId));
        }

        graph.Refuse(part.JoinId, part.Part, isPart: true);
        return targets.Resolve(part.Part, index: null);
    }

    /// <summary>Writes a part.</summary>
    /// <returns>Its id.</returns>
    public long Add(AddedPart added, JobTarget? target)
    {
        var id = added.Part.New is { } job ? _jobs.WriteFresh(job, target!) : added.Part.Id; // what is new was resolved
        if (session.Joins.AddPart(added.JoinId, id))
        {
            _joins.Take(added.JoinId, id);
        }

        return id;
    }

    private static void Require(long id, bool isJoin, bool isOpen)
    {
        if (!isJoin || !isOpen)
        {
            throw new AsyncEngineException(
                ErrorIds.JobStatusInvalid,
                !isJoin
                    ? $"Job {id} is no join: it cannot get parts. Make one with Join-AsyncJob."
                    : $"All parts of join {id} have ended: it cannot get more. Join the jobs in a new one.")
            {
                Target = id,
            };
        }
    }

    private bool IsOpen(long join) =>
        session.Places.FindWaiting(join) is { Kind: WaitKind.Parts } || session.Places.FindFresh(join) is not null;
}
