using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>
/// Gives back what a dispatcher has that stopped or died (R161): jobs whose call was not begun to the end of the line,
/// running ones as their policy says (R162), those in callbacks to whoever goes on with them. Runs no user code.
/// </summary>
internal sealed class Rescuer(WriteSession session)
{
    private readonly OutcomeWriter _outcomes = new(session);
    private readonly Requeuer _requeuer = new(session);

    /// <summary>It left in good order.</summary>
    public const string Stopped = "Its dispatcher stopped";

    /// <summary>A sibling declared it dead.</summary>
    public const string Silent = "Its dispatcher was silent for too long";

    /// <summary>It works on the store that this one is a copy of.</summary>
    public const string Copied = "Its store was copied";

    /// <summary>One of the same identity has taken its place.</summary>
    public const string Replaced = "Its dispatcher was gone";

    /// <summary>Deactivates a dispatcher and cleans up after it.</summary>
    /// <param name="dispatcher">The dispatcher.</param>
    /// <param name="why">What happened to it, for the histories of its jobs.</param>
    /// <returns>How many jobs it had.</returns>
    public int Deactivate(long dispatcher, string why)
    {
        using (var deactivate = session.Database.Use(Sql.DispatcherDeactivate))
        {
            deactivate.Bind("id", dispatcher);
            deactivate.Run();
        }

        FreeHolds(dispatcher);
        var jobs = ReadJobs(dispatcher);
        foreach (var running in jobs)
        {
            Rescue(running, why);
        }

        return jobs.Count;
    }

    /// <summary>A thread that outlived its job has ended. Says nothing if its slots are free already.</summary>
    public bool ReleaseHold(RunKey key)
    {
        if (FindHold(key) is not { } lane)
        {
            return false;
        }

        Free(key.RootId, key.Run, lane);
        return true;
    }

    private void Rescue(Running running, string why)
    {
        switch (running.Phase)
        {
            case RunPhase.Assigned:
                session.History.Note(running, JobStatus.Pending, MoveTexts.Rescued(why, JobStatus.Assigned));
                _requeuer.PutLast(running);
                break;
            case RunPhase.Callbacks:
                session.History.Note(running, JobStatus.Callbacks, MoveTexts.Rescued(why, JobStatus.Callbacks));
                session.Places.Remove(running);
                _outcomes.OfferCallbacks(running.Job, session.Lanes.Get(running.Lane).Queue);
                break;
            default:
                Interrupt(running, why);
                break;
        }
    }

    private void Interrupt(Running running, string why)
    {
        var job = running.Job with { Interruptions = running.Job.Interruptions + 1, Care = JobCare.Worker };
        var policy = JobPlan.Read(session.Database, job.Id)?.Policy ?? RetryPolicyKind.Common;
        session.Places.Remove(running);
        if (!running.IsStopRequested && Interruption.IsRetried(policy, job.Interruptions))
        {
            session.History.Note(
                running, JobStatus.Pending, MoveTexts.Rescued(why, JobStatus.Active), running.StartedAt);
            _requeuer.PutBack(running, job);
            return;
        }

        if (running.Holds is { } lane)
        {
            session.Lanes.Release(session.Lanes.Get(lane));
        }

        var row = new OutcomeRow
        {
            Job = job,
            Outcome = running.IsStopRequested ? JobOutcome.Cancelled : JobOutcome.Failed,
            Error = running.IsStopRequested ? Faults.Cancelled : Faults.Aborted(policy, job.Interruptions),
            StartedAt = running.StartedAt,
            EndedAt = session.Now,
            Dispatcher = running.Dispatcher,
            Agent = running.Agent,
        };
        _outcomes.Finish(row, session.Lanes.Get(running.Lane).Queue);
    }

    private List<Running> ReadJobs(long dispatcher)
    {
        var jobs = new List<Running>();
        using var read = session.Database.Use(Sql.RunningOfDispatcher);
        read.Bind("dispatcher", dispatcher);
        while (read.Step())
        {
            jobs.Add(PlaceRows.ReadRunning(read));
        }

        return jobs;
    }

    /// <summary>Its threads that outlived their jobs are gone with it.</summary>
    private void FreeHolds(long dispatcher)
    {
        foreach (var (id, run, lane) in ReadHolds(dispatcher))
        {
            Free(id, run, lane);
        }
    }

    private void Free(long id, long run, long lane)
    {
        session.Lanes.Release(session.Lanes.Get(lane));
        using var delete = session.Database.Use(Sql.HoldDelete);
        delete.Bind("id", id);
        delete.Bind("run", run);
        delete.Run();
    }

    private long? FindHold(RunKey key)
    {
        using var find = session.Database.Use(Sql.HoldFind);
        find.Bind("id", key.RootId);
        find.Bind("run", key.Run);
        return find.Step() ? find.GetLong(0) : null;
    }

    private List<(long Id, long Run, long Lane)> ReadHolds(long dispatcher)
    {
        var holds = new List<(long, long, long)>();
        using var read = session.Database.Use(Sql.HoldOfDispatcher);
        read.Bind("dispatcher", dispatcher);
        while (read.Step())
        {
            holds.Add((read.GetLong(0), read.GetLong(1), read.GetLong(2)));
        }

        return holds;
    }
}
