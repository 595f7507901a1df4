using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Changes;

/// <summary>Runs finished jobs again: each as a new job of the same make, since a finished one stays as it ended.</summary>
internal sealed class JobRestarter(WriteSession session)
{
    private readonly JobReader _jobs = new(session.Texts);
    private readonly JobWriter _writer = new(session);
    private readonly CallbackAdder _callbacks = new(session);
    private readonly OutcomeWriter _outcomes = new(session);

    public RestartResult Restart(long id, Restart how)
    {
        try
        {
            var again = RestartOrRefuse(id, how);
            session.History.Note(id, 0, JobStatus.Completed, JobStatus.Completed, MoveTexts.RunAgain(again));
            return new RestartResult(again);
        }
        catch (AsyncEngineException refusal)
        {
            return new RestartResult(0, refusal);
        }
    }

    private long RestartOrRefuse(long id, Restart how)
    {
        var plan = JobPlan.Read(session.Database, id) ?? throw JobErrors.NotFound(id);
        _outcomes.Find(plan.Root ?? id, out var isCompleted);
        if (!isCompleted)
        {
            var status = JobReader.ReadStatus(session.Database, id);
            throw JobErrors.StatusInvalid(id, plan.Root is { } root && status == JobStatus.Completed
                ? $"is a callback of job {root}, which has not ended"
                : $"is {status}: only a finished job can be run again");
        }

        return plan.Parent is { } parent ? RestartCallback(id, parent) : RestartJob(id, how);
    }

    private long RestartJob(long id, Restart how)
    {
        var old = _jobs.Read(session.Database, id) ?? throw JobErrors.NotFound(id);
        if (old.Call.Kind == CallKind.Join)
        {
            throw JobErrors.StatusInvalid(id, "is a join, and has no work of its own: its parts have ended, and would not run again with it. "
                + "Run again those that failed (Restart-AsyncJob), and join the new jobs (Join-AsyncJob)");
        }

        var job = new NewJob
        {
            RestartOf = id,
            Name = old.Name,
            Queue = old.Queue,
            Call = old.Call,
            Arguments = old.Arguments,
            RunnerSettings = old.RunnerSettings,
            Quotas = old.Quotas,
            BeginAfter = how.BeginAfter,
            Delay = how.Delay,
            BeginBy = old.BeginBy,
            Priority = old.Priority,
            Timeout = old.Timeout,
            MaxAttempts = old.MaxAttempts,
            RetryDelay = old.RetryDelay,
            RetryPolicy = old.RetryPolicy,
            RetryCall = ReadRetryCall(id),
            State = old.State,
            Tags = old.Tags,
            Callbacks = how.WithCallbacks ? CopyCallbacks(id) : [],
        };

        // A quota that is gone is ignored, as it was for the old job (R131).
        var target = new TargetBook(session.Database, ignoresUnknownQuotas: true).Resolve(job, index: null);
        var newId = session.TakeIds(1);
        _writer.Write(job, newId, target, session.NextKey());
        return newId;
    }

    private CallText? ReadRetryCall(long id)
    {
        using var read = session.Database.Use(Sql.JobChangeRead);
        read.Bind("id", id);
        return read.Step() ? session.Texts.Read(session.Database, read.GetLongOrNull(4)) : null;
    }

    /// <summary>A callback of a finished job: it gets the job's outcome once more, as one that is added late (R074).</summary>
    private long RestartCallback(long id, long parent)
    {
        var copy = ReadCallbacks(parent).Single(callback => callback.Id == id).Copy;
        return _callbacks.Add(parent, [copy])[0];
    }

    private List<NewCallback> CopyCallbacks(long parent) =>
        [.. ReadCallbacks(parent).Where(callback => callback.IsOwn).Select(callback => callback.Copy)];

    private List<(long Id, bool IsOwn, NewCallback Copy)> ReadCallbacks(long parent)
    {
        var callbacks = new List<(long Id, bool IsOwn, NewCallback Copy)>();
        using (var read = session.Database.Use(Sql.CallbackCopy))
        {
            read.Bind("parent", parent);
            while (read.Step())
            {
                callbacks.Add((read.GetLong(0), !read.IsNull(9), Copy(read)));
            }
        }

        return [.. callbacks.Select(
            callback => callback with { Copy = callback.Copy with { Callbacks = CopyCallbacks(callback.Id) } })];
    }

    private NewCallback Copy(Statement row) => new()
    {
        Name = row.GetTextOrNull(1),
        OnSuccess = session.Texts.Read(session.Database, row.GetLongOrNull(2)),
        OnFailure = session.Texts.Read(session.Database, row.GetLongOrNull(3)),
        Arguments = StoredPayload.Read(session.Database, row, 4),
        RunnerSettings = StoredPayload.Read(session.Database, row, 6),
        RetryPolicy = (RetryPolicyKind)row.GetInt(8),
    };
}
