using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Stops;

/// <summary>Stops jobs: at once where no call runs (T11), else by a request that the dispatcher obeys.</summary>
internal sealed class JobStopper(WriteSession session)
{
    private readonly OutcomeWriter _outcomes = new(session);
    private readonly CallbackBook _callbacks = new(session, new OutcomeWriter(session));

    public StopResult Stop(long id)
    {
        if (JobPlan.Read(session.Database, id) is not { } plan)
        {
            return StopResult.NotFound;
        }

        if (_outcomes.Find(id, out _) is not null)
        {
            return StopResult.AlreadyCompleted;
        }

        return plan.Root is { } root ? StopCallback(id, root, plan.IsAwaited) : StopJob(id, plan.Queue);
    }

    private StopResult StopJob(long id, long queue)
    {
        if (session.Places.FindOffer(id) is { } offer)
        {
            session.Places.Remove(offer);
            Release(offer.Holds);
            return Cancel(offer.Job, queue);
        }

        if (session.Places.FindHeld(id) is { } held)
        {
            session.Places.Remove(held);
            return Cancel(held.Job, queue);
        }

        if (session.Places.FindWaiting(id) is { } waiting)
        {
            return StopWaiting(waiting);
        }

        if (session.Places.FindFresh(id) is { } fresh)
        {
            return StopFresh(fresh);
        }

        if (session.Places.FindRunning(id) is not { } running)
        {
            return StopResult.NotFound;
        }

        if (running.Phase != RunPhase.Assigned)
        {
            return Request(running, id);
        }

        // Should its call have begun although that is not written yet, the fence refuses its settle.
        session.Places.Remove(running);
        return Cancel(running.Job with { Attempt = running.Job.Attempt - 1 }, queue);
    }

    /// <summary>What it waits for is left alone; what a join would have put is over with it.</summary>
    private StopResult StopWaiting(Waiting waiting)
    {
        var row = RowOf(waiting.Job) with
        {
            HadErrors = waiting.HadErrors,
            StartedAt = waiting.StartedAt,
            Dispatcher = waiting.Dispatcher,
            Agent = waiting.Agent,
        };
        session.Follower.End(waiting, row);
        StopFreshOf(waiting.Job.Id);
        return StopResult.Cancelled;
    }

    private StopResult StopFresh(Fresh fresh)
    {
        session.Places.Remove(fresh);
        var job = fresh.ToCarried();
        Cancel(job, fresh.Queue);
        if (fresh.IsJoin)
        {
            StopFreshOf(fresh.Id);
        }

        return StopResult.Cancelled;
    }

    private void StopFreshOf(long join)
    {
        foreach (var fresh in session.Joins.FreshOf(join))
        {
            StopFresh(fresh);
        }
    }

    private StopResult Cancel(Carried job, long queue)
    {
        _outcomes.Finish(RowOf(job), queue);
        return StopResult.Cancelled;
    }

    /// <summary>A callback that its worker runs now is asked to end; any other is over, and its parent goes on.</summary>
    private StopResult StopCallback(long id, long root, bool isAwaited)
    {
        if (session.Places.FindWaiting(id) is { } waiting)
        {
            return StopWaiting(waiting);
        }

        var running = session.Places.FindRunning(root);
        if (running is { Phase: RunPhase.Callbacks } && _callbacks.IsBegun(id))
        {
            return Request(running, id);
        }

        var job = new Carried(
            id,
            running?.Job.Run ?? 0,
            Attempt: 0,
            Interruptions: 0,
            Care: JobCare.Worker,
            HasCallbacks: _callbacks.HasCallbacks(id),
            ExpiresAt: null,
            isAwaited);
        _outcomes.Write(RowOf(job), isCompleted: !job.HasCallbacks);
        return StopResult.Cancelled;
    }

    private OutcomeRow RowOf(Carried job) => new()
    {
        Job = job,
        Outcome = JobOutcome.Cancelled,
        Error = Faults.Cancelled,
        EndedAt = session.Now,
    };

    /// <param name="running">The job that its dispatcher has.</param>
    /// <param name="id">That job, or the callback of it that runs.</param>
    private StopResult Request(Running running, long id)
    {
        if (!running.IsStopRequested)
        {
            var job = running with { Job = running.Job with { Id = id }, Phase = RunPhase.Active };
            session.History.Note(job, JobStatus.Active, MoveTexts.StopRequested);
        }

        using var stop = session.Database.Use(Sql.RunningStop);
        stop.Bind("id", running.Job.Id);
        stop.Run();
        return StopResult.Requested;
    }

    private void Release(long? lane)
    {
        if (lane is { } id)
        {
            session.Lanes.Release(session.Lanes.Get(id));
        }
    }
}
