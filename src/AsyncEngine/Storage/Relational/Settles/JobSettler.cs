using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Live;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>
/// Settles the calls of jobs and callbacks: the fence first, then all that the call brings, then what comes next.
/// A settlement that is refused has written nothing.
/// </summary>
internal sealed class JobSettler(WriteSession session, StoreOptions options)
{
    private readonly OutcomeWriter _outcomes = new(session);
    private readonly CallbackBook _callbacks = new(session, new OutcomeWriter(session));
    private readonly Requeuer _requeuer = new(session);
    private readonly LiveWriter _live = new(session);
    private readonly CallEnd _ends = new(session);
    private readonly Additions _additions = new(session, options);

    public SettleResult Settle(Settlement settlement, long dispatcher)
    {
        var key = settlement.Key;
        if (FindOwn(key, dispatcher, out var callback) is not { } running)
        {
            return SettleResult.Reassigned;
        }

        long returned;
        try
        {
            Check(settlement);
            returned = _additions.Add(settlement, returns: !running.IsStopRequested);
            foreach (var change in settlement.StateChanges)
            {
                session.States.Apply(change, key.JobId);
            }
        }
        catch (AsyncEngineException refusal)
        {
            return new SettleResult { Verdict = SettleVerdict.Refused, Refusal = refusal };
        }

        if (settlement.Output is { } output)
        {
            _live.Write(output);
        }

        if (settlement.AddedCallbacks.Count + settlement.AddedJobs.Count + settlement.AddedParts.Count > 0)
        {
            // It may have added callbacks to itself, and joins that wait for it.
            running = session.Places.FindRunning(key.RootId)!;
        }

        var result = callback is not null
            ? SettleCallback(settlement, running, callback, returned)
            : SettleCall(settlement, running, returned);
        session.Follower.Run();
        return result;
    }

    /// <summary>Marks that a call began (T4). A late mark, of a run that is settled or stolen, says nothing any more.</summary>
    public void Start(JobStart start, long dispatcher)
    {
        using var mark = session.Database.Use(Sql.RunningStart);
        mark.Bind("started_at", Moment.Of(start.At));
        mark.Bind("id", start.Key.RootId);
        mark.Bind("run", start.Key.Run);
        mark.Bind("dispatcher", dispatcher);
        mark.Run();
    }

    /// <summary>Takes back a claim that was not used: its old place, and no attempt counted.</summary>
    public void GiveBack(RunKey key, long dispatcher)
    {
        if (session.Places.FindRunning(key.RootId) is { } running
            && running.Job.Run == key.Run && running.Dispatcher == dispatcher)
        {
            _requeuer.GiveBack(running);
            if (running.Phase == RunPhase.Callbacks)
            {
                _callbacks.TakeBack(running.Job.Id);
            }
        }
    }

    /// <summary>The fence: the run, if it is this dispatcher's and the call is one that may be settled now.</summary>
    private Running? FindOwn(RunKey key, long dispatcher, out JobPlan? callback)
    {
        callback = null;
        if (session.Places.FindRunning(key.RootId) is not { } running
            || running.Job.Run != key.Run || running.Dispatcher != dispatcher)
        {
            return null;
        }

        var isRoot = key.JobId == key.RootId;
        if (running.Phase != RunPhase.Callbacks)
        {
            return isRoot ? running : null;
        }

        callback = isRoot ? null : _callbacks.FindOwn(key.JobId, key.RootId);
        return callback is null ? null : running;
    }

    private void Check(Settlement settlement)
    {
        if ((settlement.Outcome is null) == (settlement.Requeue is null))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"The settlement of job {settlement.Key.JobId} needs an outcome or a way back to the queue, one of them.");
        }

        if (settlement.Returned is not null && settlement.Outcome != JobOutcome.Succeeded)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"The settlement of job {settlement.Key.JobId} returns a job; its call has to have succeeded.");
        }

        if (settlement.Result.Length > options.MaxResultBytes)
        {
            throw new AsyncEngineException(
                ErrorIds.PayloadTooLarge,
                $"The result of job {settlement.Key.JobId} takes {settlement.Result.Length} bytes; at most "
                    + $"{options.MaxResultBytes} are allowed. Write it to a file and return its path.");
        }

        foreach (var change in settlement.StateChanges)
        {
            StateRules.Check(change, options);
            session.States.Check(change);
        }
    }

    private SettleResult SettleCall(Settlement settlement, Running running, long returned)
    {
        if (settlement.Requeue is { } requeue && !running.IsStopRequested)
        {
            _requeuer.Requeue(running, settlement, requeue);
            return SettleResult.Done;
        }

        var row = _ends.RowOf(settlement, running, returned);
        FreeSlots(settlement, running);
        if (row is null)
        {
            session.Places.Remove(running);
            session.Places.Add(_ends.WaitingOf(settlement, running, returned));
            session.History.Note(running with { Phase = RunPhase.Active }, JobStatus.Active, MoveTexts.WaitsFor(returned));
            return SettleResult.Done;
        }

        _outcomes.Write(row, isCompleted: !running.Job.HasCallbacks);
        return running.Job.HasCallbacks ? GoOnWithCallbacks(running, row.Outcome) : Complete(running, row.Outcome);
    }

    private SettleResult GoOnWithCallbacks(Running running, JobOutcome outcome)
    {
        using (var settle = session.Database.Use(Sql.RunningSettle))
        {
            settle.Bind("id", running.Job.Id);
            settle.Run();
        }

        var due = _callbacks.HandOver(running.Job.Id, out _);
        if (due.Count > 0)
        {
            return new SettleResult { Verdict = SettleVerdict.CallbacksDue, Callbacks = due };
        }

        // All of them had ended before: stopped, while the job still waited.
        _outcomes.Complete(running.Job.Id);
        return Complete(running, outcome);
    }

    private SettleResult SettleCallback(Settlement settlement, Running running, JobPlan plan, long returned)
    {
        if (settlement.Requeue is not null)
        {
            // A callback is not put off; whoever takes its job next begins it again (T13, R080).
            session.Places.Remove(running);
            session.History.Note(running, JobStatus.Callbacks, MoveTexts.CallbackCutShort);
            _outcomes.OfferCallbacks(running.Job, session.Lanes.Get(running.Lane).Queue);
            return SettleResult.Done;
        }

        var key = settlement.Key;
        var waits = !StoreCallback(settlement, running, plan, returned);
        switch (_callbacks.Settled(key.JobId, key.RootId, waits, out var due))
        {
            case CallbackStep.GoOn when due.Count == 0:
                return SettleResult.Done;
            case CallbackStep.GoOn:
                return new SettleResult { Verdict = SettleVerdict.CallbacksDue, Callbacks = due };
            case CallbackStep.Wait:
                session.Follower.Park(running);
                return SettleResult.Done;
            default:
                return Complete(running, _outcomes.Find(key.RootId, out _) ?? JobOutcome.Failed);
        }
    }

    /// <summary>Stores what came of a callback; false when it has no outcome yet and waits for the job it returned.</summary>
    private bool StoreCallback(Settlement settlement, Running running, JobPlan plan, long returned)
    {
        var callback = running with
        {
            Job = running.Job with
            {
                Id = settlement.Key.JobId, Attempt = 1, Interruptions = 0, IsAwaited = plan.IsAwaited,
            },
        };

        // It may have been stopped between being handed over and being begun: then that is its outcome.
        var isStored = _outcomes.Find(settlement.Key.JobId, out _) is not null;
        var row = isStored ? null : _ends.RowOf(settlement, callback, returned);
        if (row is not null)
        {
            _outcomes.Write(row, isCompleted: false);
        }
        else if (!isStored)
        {
            session.Places.Add(_ends.WaitingOf(settlement, callback, returned) with { Kind = WaitKind.CallbackOutcome });
            session.History.Note(callback with { Phase = RunPhase.Active }, JobStatus.Active, MoveTexts.WaitsFor(returned));
        }

        if (running.IsStopRequested)
        {
            using var clear = session.Database.Use(Sql.RunningClearStop);
            clear.Bind("id", running.Job.Id);
            clear.Run();
        }

        return isStored || row is not null;
    }

    private SettleResult Complete(Running running, JobOutcome outcome)
    {
        session.Places.Remove(running);
        session.Tally.Completed(session.Lanes.Get(running.Lane).Queue, outcome, 1);
        return SettleResult.Done;
    }

    private void FreeSlots(Settlement settlement, Running running)
    {
        if (running.Holds is not { } lane)
        {
            return;
        }

        if (!settlement.KeepsSlots)
        {
            session.Lanes.Release(session.Lanes.Get(lane));
            return;
        }

        using var hold = session.Database.Use(Sql.HoldInsert);
        hold.Bind("id", running.Job.Id);
        hold.Bind("run", running.Job.Run);
        hold.Bind("lane", lane);
        hold.Bind("dispatcher", running.Dispatcher);
        hold.Run();
    }
}
