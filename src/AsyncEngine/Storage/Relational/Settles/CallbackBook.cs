using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>Hands callbacks to workers, one job's after the other, and sees when none is left.</summary>
/// <remarks>
/// A worker runs the callbacks of a job in order, and after each one those of the callback itself, before it goes on.
/// A callback that is handed over is noted, so that one that is added meanwhile comes with the verdict on the last one
/// (R075); the one that the worker begins next is marked with the same commit, so that after a crash it is known which
/// were begun (R080).
/// </remarks>
internal sealed class CallbackBook(WriteSession session, OutcomeWriter outcomes)
{
    /// <summary>Hands over the callbacks of a job whose outcome was just stored. Empty: none is to be run.</summary>
    /// <param name="parent">The job.</param>
    /// <param name="isOpen">Whether one of them has not ended, although none is to be run: it waits.</param>
    public IReadOnlyList<DueCallback> HandOver(long parent, out bool isOpen)
    {
        var due = new List<long>();
        isOpen = Collect(parent, running: null, due);
        return Hand(due);
    }

    /// <summary>
    /// Hands over what is left of a job's callbacks after a crash, or of one that ended without a worker. Those that
    /// were begun are asked for by their policies.
    /// </summary>
    /// <param name="root">The job.</param>
    /// <param name="isOpen">Whether one of them has not ended, although none is to be run: it waits.</param>
    public IReadOnlyList<DueCallback> Resume(Running root, out bool isOpen)
    {
        var due = new List<long>();
        isOpen = Collect(root.Job.Id, root, due);
        return Hand(due);
    }

    /// <summary>A job that is a callback itself and is claimed alone, its parent being completed (R074).</summary>
    public IReadOnlyList<DueCallback> HandOverAlone(long callback) => Hand([callback]);

    /// <summary>A callback's outcome was stored, or it waits for another job: what comes next.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="root">The job that was claimed for it.</param>
    /// <param name="waits">Whether it waits.</param>
    /// <param name="due">Callbacks to run now, if any.</param>
    public CallbackStep Settled(long callback, long root, bool waits, out IReadOnlyList<DueCallback> due)
    {
        var isOpen = waits;
        due = waits ? [] : HandOver(callback, out isOpen);
        for (var done = callback; due.Count == 0; done = ParentOf(done))
        {
            if (!isOpen)
            {
                outcomes.Complete(done);
            }

            if (done == root)
            {
                return isOpen ? CallbackStep.Wait : CallbackStep.End;
            }

            if (StartNext(ParentOf(done)))
            {
                return CallbackStep.GoOn;
            }

            due = HandOver(ParentOf(done), out isOpen);
        }

        return CallbackStep.GoOn;
    }

    /// <summary>What is known of a callback that a worker may settle with a job that it has; else null.</summary>
    public JobPlan? FindOwn(long callback, long root) =>
        JobPlan.Read(session.Database, callback) is { IsWaiting: false } plan && plan.Root == root && !IsSettled(callback)
            ? plan
            : null;

    /// <summary>Whether a callback's worker is at it.</summary>
    public bool IsBegun(long callback)
    {
        using var read = session.Database.Use(Sql.CallbackFind);
        read.Bind("job_id", callback);
        return read.Step() && read.GetInt(0) > 0;
    }

    public bool HasCallbacks(long job) => List(session.Database, job).Count > 0;

    /// <summary>A worker that was given a job's callbacks began none of them.</summary>
    public void TakeBack(long parent)
    {
        foreach (var row in List(session.Database, parent).Where(row => row is { IsHanded: true, IsCompleted: false, IsWaiting: false }))
        {
            if (row.HasOutcome)
            {
                TakeBack(row.Id);
            }
            else
            {
                Mark(Sql.CallbackTakeBack, row.Id);
            }
        }
    }

    /// <summary>
    /// Whether its outcome is that of its call: a worker that did not hear so says it again. One that was stopped before
    /// it was begun has an outcome, too, and its worker is still to come by.
    /// </summary>
    private bool IsSettled(long callback) => IsBegun(callback) && outcomes.Find(callback, out _) is not null;

    private static List<CallbackRow> List(Database database, long parent)
    {
        var rows = new List<CallbackRow>();
        using var list = database.Use(Sql.CallbackList);
        list.Bind("parent", parent);
        while (list.Step())
        {
            rows.Add(new CallbackRow(
                list.GetLong(0),
                list.GetBool(1),
                list.GetInt(2),
                list.GetBool(3),
                list.GetBool(4),
                list.GetBool(5)));
        }

        return rows;
    }

    /// <summary>The callbacks to be run, depth first. After a crash also those that were handed over before.</summary>
    /// <returns>Whether one has not ended.</returns>
    private bool Collect(long parent, Running? running, List<long> due)
    {
        var isOpen = false;
        foreach (var row in List(session.Database, parent).Where(row => !row.IsCompleted))
        {
            if (row.IsWaiting || (row.IsHanded && running is null))
            {
                isOpen = true;
                continue;
            }

            if (!row.HasOutcome && (running is null || !GiveUp(row, running)))
            {
                isOpen = true;
                due.Add(row.Id);
                continue;
            }

            // It has its outcome, and only its own callbacks are left.
            if (Collect(row.Id, running, due))
            {
                isOpen = true;
            }
            else
            {
                outcomes.Complete(row.Id);
            }
        }

        return isOpen;
    }

    /// <summary>An interrupted callback that its policy does not begin again fails, and its parent goes on.</summary>
    private bool GiveUp(CallbackRow row, Running running)
    {
        var plan = JobPlan.Read(session.Database, row.Id);
        if (row.Starts == 0 || plan is null || Interruption.IsRetried(plan.Policy, row.Starts))
        {
            return false;
        }

        outcomes.Write(
            new OutcomeRow
            {
                Job = running.Job with
                {
                    Id = row.Id, Attempt = row.Starts, Interruptions = row.Starts, IsAwaited = plan.IsAwaited,
                },
                Outcome = JobOutcome.Failed,
                Error = Faults.Aborted(plan.Policy, row.Starts),
                EndedAt = session.Now,
                Dispatcher = running.Dispatcher,
                Agent = running.Agent,
            },
            isCompleted: false);
        return true;
    }

    /// <summary>
    /// Marks the next callback that the worker has already, be it one of a callback that was stopped; false when it has
    /// none of that parent.
    /// </summary>
    private bool StartNext(long parent)
    {
        foreach (var row in List(session.Database, parent).Where(row => !row.IsCompleted))
        {
            if (row is { HasOutcome: false, IsHanded: true, IsWaiting: false })
            {
                Mark(Sql.CallbackStart, row.Id);
                return true;
            }

            if (row.HasOutcome && StartNext(row.Id))
            {
                return true;
            }
        }

        return false;
    }

    private List<DueCallback> Hand(List<long> callbacks)
    {
        var due = new List<DueCallback>(callbacks.Count);
        foreach (var id in callbacks)
        {
            due.Add(Read(id));
            Mark(Sql.CallbackHand, id);
        }

        if (callbacks.Count > 0)
        {
            Mark(Sql.CallbackStart, callbacks[0]);
        }

        return due;
    }

    private void Mark(SqlText text, long callback)
    {
        using var mark = session.Database.Use(text);
        mark.Bind("job_id", callback);
        mark.Run();
    }

    private long ParentOf(long callback) => JobPlan.Read(session.Database, callback)?.Parent
        ?? throw new InvalidOperationException($"Job {callback} is no callback.");

    private DueCallback Read(long id)
    {
        var database = session.Database;
        using var read = database.Use(Sql.CallbackDue);
        read.Bind("id", id);
        if (!read.Step())
        {
            throw new InvalidOperationException($"The parent of callback {id} has no outcome.");
        }

        return new DueCallback
        {
            Id = id,
            ParentId = read.GetLong(1),
            Name = read.GetTextOrNull(2),
            Call = session.Texts.Read(database, read.GetLongOrNull(3)),
            Arguments = StoredPayload.Read(database, read, 4),
            RunnerSettings = StoredPayload.Read(database, read, 6),
            RetryPolicy = (RetryPolicyKind)read.GetInt(8),
            ParentOutcome = (JobOutcome)read.GetInt(9),
            ParentResult = StoredPayload.Read(database, read, 10),
            ParentError = JobErrorText.Read(read.GetTextOrNull(12)),
        };
    }

    private sealed record CallbackRow(
        long Id, bool IsHanded, int Starts, bool HasOutcome, bool IsCompleted, bool IsWaiting);
}
