using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>
/// Adds callbacks to jobs that exist (R066). As all of it is one transaction, and so is a settle, either the settle
/// sees the callback or the adder sees the outcome (R064).
/// </summary>
internal sealed class CallbackAdder(WriteSession session)
{
    private readonly JobWriter _jobs = new(session);
    private readonly OutcomeWriter _outcomes = new(session);

    /// <summary>Refuses with <c>JobNotFound</c>.</summary>
    public void Require(long job)
    {
        if (JobPlan.Read(session.Database, job) is null)
        {
            throw JobErrors.NotFound(job);
        }
    }

    /// <summary>Adds callbacks; those of a completed job are queued as jobs of their own.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<long> Add(long job, IReadOnlyList<NewCallback> callbacks)
    {
        var plan = JobPlan.Read(session.Database, job) ?? throw JobErrors.NotFound(job);
        _outcomes.Find(job, out var isCompleted);
        if (isCompleted)
        {
            return callbacks.Select(callback => AddLate(job, callback, plan.Queue)).ToArray();
        }

        var root = plan.Root ?? job;
        var parent = new CallbackParent(job, root, plan.Queue);
        var ids = callbacks.Select(callback => _jobs.Write(callback, parent)).ToArray();
        if (root == job)
        {
            session.Places.Note(job, Carried.Callbacks);
        }

        return ids;
    }

    /// <summary>The parent is completed: the callback waits in the queue by itself (R074).</summary>
    private long AddLate(long job, NewCallback callback, long queue)
    {
        var id = _jobs.Write(callback, new CallbackParent(job, null, queue));
        session.Places.Add(new Offered
        {
            Job = new Carried(
                id,
                Run: 0,
                Attempt: 0,
                Interruptions: 0,
                Care: JobCare.Worker,
                HasCallbacks: callback.Callbacks.Count > 0,
                ExpiresAt: null),
            Lane = session.Lanes.Free(queue).Id,
            Place = OfferPlace.Ready(priority: 0, session.NextKey(), id),
        });
        return id;
    }
}
