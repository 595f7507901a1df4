using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>Brings jobs back from a worker to their queue (T9, T10).</summary>
internal sealed class Requeuer(WriteSession session)
{
    private readonly OutcomeWriter _outcomes = new(session);

    /// <summary>A job is to run again, now or later (R121).</summary>
    /// <param name="running">The job, as its dispatcher has it.</param>
    /// <param name="settlement">How its call ended.</param>
    /// <param name="requeue">Where it goes.</param>
    public void Requeue(Running running, Settlement settlement, Requeue requeue)
    {
        session.Places.Remove(running);
        session.History.Note(
            running with { Phase = RunPhase.Active },
            JobStatus.Pending,
            MoveTexts.Requeued(requeue, running.Job.Attempt, settlement.Error),
            Moment.Of(settlement.StartedAt));
        var job = Counted(running.Job, requeue);
        var at = Moment.Of(requeue.At);
        if (at is { } later && later > session.Now)
        {
            PutOff(running, job, later);
        }
        else
        {
            PutBack(running, job);
        }
    }

    /// <summary>First in line; it keeps its slots, so that nobody overtakes it in a quota of one (R137).</summary>
    public void PutBack(Running running, Carried job) => session.Places.Add(new Offered
    {
        Job = job,
        Lane = session.Lanes.Free(session.Lanes.Get(running.Lane).Queue).Id,
        Place = OfferPlace.PutBack(session.NextKey(), job.Id),
        Holds = running.Holds,
    });

    /// <summary>At the end of the line, its start time kept (T10): its call was not begun.</summary>
    public void PutLast(Running running)
    {
        var plan = Plan(running.Job.Id);
        session.Places.Remove(running);
        session.Places.Add(new Offered
        {
            Job = running.Job with { Attempt = running.Job.Attempt - 1 },
            Lane = running.Lane,
            Place = OfferPlace.Ready(plan.Priority, session.NextKey(), running.Job.Id),
        });
    }

    /// <summary>
    /// Where it stood before the claim, as if that had not been; unless somebody asked meanwhile to stop it, then it
    /// ends.
    /// </summary>
    public void GiveBack(Running running)
    {
        session.Places.Remove(running);
        if (running is { IsStopRequested: true, Phase: not RunPhase.Callbacks })
        {
            Cancel(running);
            return;
        }

        var isCall = running.Phase != RunPhase.Callbacks;
        if (isCall)
        {
            // It may count as Active from its claim on; its call was not begun.
            session.History.Note(running with { Phase = RunPhase.Assigned }, JobStatus.Pending, MoveTexts.Unused);
        }
        else
        {
            session.History.Note(running, JobStatus.Callbacks, MoveTexts.Unused);
        }

        // A job that had its slots before the claim stands in the free lane and keeps them.
        var keeps = running.Holds is not null && running.Holds != running.Lane;
        if (running.Holds is { } lane && !keeps)
        {
            session.Lanes.Release(session.Lanes.Get(lane));
        }

        session.Places.Add(new Offered
        {
            Job = running.Job with { Attempt = running.Job.Attempt - (isCall ? 1 : 0) },
            Lane = running.Lane,
            Place = running.Place,
            Phase = isCall ? OfferPhase.Run : OfferPhase.Callbacks,
            Holds = keeps ? running.Holds : null,
        });
    }

    private void Cancel(Running running)
    {
        if (running.Holds is { } lane)
        {
            session.Lanes.Release(session.Lanes.Get(lane));
        }

        var row = new OutcomeRow
        {
            Job = running.Job with { Attempt = running.Job.Attempt - 1 },
            Outcome = JobOutcome.Cancelled,
            Error = Faults.Cancelled,
            EndedAt = session.Now,
        };
        _outcomes.Finish(row, session.Lanes.Get(running.Lane).Queue);
    }

    private static Carried Counted(Carried job, Requeue requeue) => job with
    {
        Attempt = job.Attempt - (requeue.CountsAsAttempt || requeue.CountsAsInterruption ? 0 : 1),
        Interruptions = job.Interruptions + (requeue.CountsAsInterruption ? 1 : 0),
        Care = requeue.CountsAsInterruption ? JobCare.Worker : job.Care,
    };

    /// <summary>Held until then, its slots free for others (R138); the time in which it may begin counts anew.</summary>
    private void PutOff(Running running, Carried job, long later)
    {
        if (running.Holds is { } lane)
        {
            session.Lanes.Release(session.Lanes.Get(lane));
        }

        var plan = Plan(job.Id);
        session.Places.Add(new Held
        {
            Job = job with { ExpiresAt = later + plan.BeginBy },
            Queue = plan.Queue,
            BeginAfter = later,
            Lane = plan.Lane,
            Band = OfferPlace.BandOf(plan.Priority),
            IsRetry = true,
        });
        using var defer = session.Database.Use(Sql.JobDefer);
        defer.Bind("begin_after", later);
        defer.Bind("id", job.Id);
        defer.Run();
    }

    private JobPlan Plan(long id) => JobPlan.Read(session.Database, id)
        ?? throw new InvalidOperationException($"There is no job {id}.");
}
