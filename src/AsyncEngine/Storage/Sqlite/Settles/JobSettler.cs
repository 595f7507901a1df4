using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Enqueues;
using AsyncEngine.Storage.Sqlite.Live;
using AsyncEngine.Storage.Sqlite.Places;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite.Settles;

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
    private readonly Additions _additions = new(session, options);

    public SettleResult Settle(Settlement settlement, long dispatcher)
    {
        var key = settlement.Key;
        if (FindOwn(key, dispatcher) is not { } running)
        {
            return SettleResult.Reassigned;
        }

        try
        {
            Check(settlement);
            _additions.Add(settlement);
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

        if (settlement.AddedCallbacks.Count > 0)
        {
            // It may have added some to itself.
            running = session.Places.FindRunning(key.RootId)!;
        }

        return running.Phase == RunPhase.Callbacks
            ? SettleCallback(settlement, running)
            : SettleCall(settlement, running);
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
    private Running? FindOwn(RunKey key, long dispatcher)
    {
        if (session.Places.FindRunning(key.RootId) is not { } running
            || running.Job.Run != key.Run || running.Dispatcher != dispatcher)
        {
            return null;
        }

        var isRoot = key.JobId == key.RootId;
        return running.Phase == RunPhase.Callbacks
            ? (!isRoot && _callbacks.BelongsTo(key.JobId, key.RootId) ? running : null)
            : (isRoot ? running : null);
    }

    private void Check(Settlement settlement)
    {
        if ((settlement.Outcome is null) == (settlement.Requeue is null))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"The settlement of job {settlement.Key.JobId} needs an outcome or a way back to the queue, one of them.");
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

    private SettleResult SettleCall(Settlement settlement, Running running)
    {
        if (settlement.Requeue is { } requeue && !running.IsStopRequested)
        {
            _requeuer.Requeue(running, requeue);
            return SettleResult.Done;
        }

        var row = RowOf(settlement, running);
        _outcomes.Write(row, isCompleted: !running.Job.HasCallbacks);
        FreeSlots(settlement, running);
        return running.Job.HasCallbacks ? GoOnWithCallbacks(running, row.Outcome) : Complete(running, row.Outcome);
    }

    private SettleResult GoOnWithCallbacks(Running running, JobOutcome outcome)
    {
        using (var settle = session.Database.Use(Sql.RunningSettle))
        {
            settle.Bind("id", running.Job.Id);
            settle.Run();
        }

        var due = _callbacks.HandOver(running.Job.Id);
        if (due.Count > 0)
        {
            return new SettleResult { Verdict = SettleVerdict.CallbacksDue, Callbacks = due };
        }

        // All of them had ended before: stopped, while the job still waited.
        _outcomes.Complete(running.Job.Id);
        return Complete(running, outcome);
    }

    private SettleResult SettleCallback(Settlement settlement, Running running)
    {
        if (settlement.Requeue is not null)
        {
            // A callback is not put off; whoever takes its job next begins it again (T13, R080).
            session.Places.Remove(running);
            _outcomes.OfferCallbacks(running.Job, session.Lanes.Get(running.Lane).Queue);
            return SettleResult.Done;
        }

        var key = settlement.Key;
        StoreCallback(settlement, running);
        if (!_callbacks.Settled(key.JobId, key.RootId, out var due))
        {
            return due.Count == 0
                ? SettleResult.Done
                : new SettleResult { Verdict = SettleVerdict.CallbacksDue, Callbacks = due };
        }

        return Complete(running, _outcomes.Find(key.RootId, out _) ?? JobOutcome.Failed);
    }

    private void StoreCallback(Settlement settlement, Running running)
    {
        // It may have been stopped between being handed over and being begun: then that is its outcome.
        if (_outcomes.Find(settlement.Key.JobId, out _) is null)
        {
            var job = running.Job with { Id = settlement.Key.JobId, Attempt = 1, Interruptions = 0 };
            _outcomes.Write(RowOf(settlement, running) with { Job = job }, isCompleted: false);
        }

        if (running.IsStopRequested)
        {
            using var clear = session.Database.Use(Sql.RunningClearStop);
            clear.Bind("id", running.Job.Id);
            clear.Run();
        }
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

    /// <summary>A job that was to go back to its queue, and that somebody asked to stop meanwhile, ends instead.</summary>
    private static OutcomeRow RowOf(Settlement settlement, Running running) => new()
    {
        Job = running.Job,
        Outcome = settlement.Outcome ?? JobOutcome.Cancelled,
        Result = settlement.Result,
        Error = settlement.Outcome is null ? Faults.Cancelled : settlement.Error,
        HadErrors = settlement.HadErrors,
        ExitCode = settlement.ExitCode,
        StartedAt = Moment.Of(settlement.StartedAt),
        EndedAt = Moment.Of(settlement.EndedAt),
        Dispatcher = running.Dispatcher,
        Agent = running.Agent,
    };
}
