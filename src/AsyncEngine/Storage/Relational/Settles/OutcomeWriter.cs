using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>Writes outcomes (T6, T11) and completes jobs (T12).</summary>
internal sealed class OutcomeWriter(WriteSession session)
{
    /// <summary>Writes an outcome.</summary>
    /// <param name="row">The outcome.</param>
    /// <param name="isCompleted">Whether nothing is left to be done; else callbacks follow.</param>
    public void Write(OutcomeRow row, bool isCompleted)
    {
        var result = StoredPayload.Write(session.Database, row.Result);
        using var insert = session.Database.Use(Sql.OutcomeInsert);
        insert.Bind("id", row.Job.Id);
        insert.Bind("run", row.Job.Run);
        insert.Bind("attempt", row.Job.Attempt);
        insert.Bind("interruptions", row.Job.Interruptions);
        insert.Bind("outcome", (long)row.Outcome);
        insert.Bind("result", result.Inline);
        insert.Bind("result_id", result.Id);
        insert.Bind("error", row.Outcome == JobOutcome.Succeeded ? null : JobErrorText.Write(row.Error));
        insert.Bind("had_errors", row.HadErrors);
        insert.Bind("exit_code", row.ExitCode);
        insert.Bind("started_at", row.StartedAt);
        insert.Bind("ended_at", row.EndedAt);
        insert.Bind("completed_at", isCompleted ? session.Now : null);
        insert.Bind("dispatcher", row.Dispatcher);
        insert.Bind("agent", row.Agent);
        insert.Run();
        if (row.Job.IsAwaited)
        {
            session.Follower.HasOutcome(row.Job.Id);
            if (isCompleted)
            {
                session.Follower.IsCompleted(row.Job.Id);
            }
        }
    }

    /// <summary>
    /// Ends a job that is in no worker's hands: overdue, cancelled, or given up after an interruption. Its place is
    /// empty already. Callbacks that it has are offered to a worker.
    /// </summary>
    public void Finish(OutcomeRow row, long queue)
    {
        var isCompleted = !row.Job.HasCallbacks || !HasOpenCallbacks(row.Job.Id);
        Write(row, isCompleted);
        if (!isCompleted)
        {
            OfferCallbacks(row.Job, queue);
        }
        else
        {
            session.Tally.Completed(queue, row.Outcome, 1);
        }
    }

    /// <summary>Offers what is left of a job whose outcome is stored: at the tail, without quotas (R071, R161).</summary>
    public void OfferCallbacks(Carried job, long queue) => session.Places.Add(new Offered
    {
        Job = job with { Care = JobCare.Worker, HasCallbacks = true, ExpiresAt = null },
        Lane = session.Lanes.Free(queue).Id,
        Place = OfferPlace.Ready(priority: 0, session.NextKey(), job.Id),
        Phase = OfferPhase.Callbacks,
    });

    /// <summary>No callback of a job is left (T12).</summary>
    public void Complete(long id)
    {
        using var complete = session.Database.Use(Sql.OutcomeComplete);
        complete.Bind("completed_at", session.Now);
        complete.Bind("id", id);
        if (complete.Step() && !complete.IsNull(0))
        {
            session.Follower.IsCompleted(id);
        }

        complete.Run();
    }

    /// <summary>Whether a callback of a job is left; those that were stopped may be all it has.</summary>
    private bool HasOpenCallbacks(long parent)
    {
        using var list = session.Database.Use(Sql.CallbackList);
        list.Bind("parent", parent);
        while (list.Step())
        {
            if (!list.GetBool(4))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How a job ended; null when it has no outcome yet.</summary>
    public JobOutcome? Find(long id, out bool isCompleted)
    {
        using var find = session.Database.Use(Sql.OutcomeFind);
        find.Bind("id", id);
        if (!find.Step())
        {
            isCompleted = false;
            return null;
        }

        isCompleted = !find.IsNull(1);
        return (JobOutcome)find.GetInt(0);
    }
}
