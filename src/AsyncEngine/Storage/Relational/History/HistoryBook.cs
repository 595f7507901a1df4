using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.History;

/// <summary>
/// Notes what happens to jobs out of turn, in the transaction in which it happens. Adding, claiming and settling note
/// nothing: what they do is told by the moments that are stored anyway.
/// </summary>
internal sealed class HistoryBook(WriteSession session)
{
    /// <summary>How many notes of a job are kept, the last ones.</summary>
    public const int Kept = 100;

    private const int MostText = 500;

    /// <summary>Something happened to a job that no dispatcher has.</summary>
    public void Note(long job, long run, JobStatus from, JobStatus to, string reason) =>
        Write(new HistoryRow { Run = run, MovedAt = session.Now, From = from, To = to, Reason = reason }, job, null, null);

    /// <summary>Something happened to a job that a dispatcher has.</summary>
    /// <param name="running">The job, as the dispatcher has it.</param>
    /// <param name="to">Where it stands from now on.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="beganAt">When its call began, if its run is over and left no outcome.</param>
    public void Note(Running running, JobStatus to, string reason, long? beganAt = null)
    {
        var row = new HistoryRow
        {
            Run = running.Job.Run,
            MovedAt = session.Now,
            From = StatusOf(running.Phase),
            To = to,
            BeganAt = beganAt,
            Reason = reason,
        };
        Write(row, running.Job.Id, running.Dispatcher, running.Agent);
    }

    private static JobStatus StatusOf(RunPhase phase) => phase switch
    {
        RunPhase.Assigned => JobStatus.Assigned,
        RunPhase.Active => JobStatus.Active,
        _ => JobStatus.Callbacks,
    };

    private void Write(HistoryRow row, long job, long? dispatcher, long? agent)
    {
        long count;
        using (var insert = session.Database.Use(Sql.HistoryInsert))
        {
            insert.Bind("job_id", job);
            insert.Bind("moved_at", row.MovedAt);
            insert.Bind("from_status", (long)row.From);
            insert.Bind("to_status", (long)row.To);
            insert.Bind("run", row.Run);
            insert.Bind("dispatcher", dispatcher);
            insert.Bind("agent", agent);
            insert.Bind("began_at", row.BeganAt);
            insert.Bind("reason", row.Reason.Length > MostText ? row.Reason[..MostText] + "..." : row.Reason);
            count = insert.RunForId();
        }

        if (count <= Kept)
        {
            return;
        }

        using var trim = session.Database.Use(Sql.HistoryTrim);
        trim.Bind("job_id", job);
        trim.Bind("last", count - Kept);
        trim.Run();
    }
}
