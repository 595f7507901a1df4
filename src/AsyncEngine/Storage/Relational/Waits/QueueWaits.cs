using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Stops;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>Lets jobs of other queues go on that wait for jobs of a queue which is removed.</summary>
internal sealed class QueueWaits(WriteSession session)
{
    private readonly JobStopper _stopper = new(session);
    private readonly JoinFlow _joins = new(session);

    /// <summary>Before the queue is removed.</summary>
    /// <returns>Joins that are to go on when it is.</returns>
    public IReadOnlyList<long> LetGo(QueueRow queue)
    {
        foreach (var waiting in Read(Sql.QueueWaiters, queue).Select(session.Places.FindWaiting).OfType<Waiting>())
        {
            session.Follower.End(waiting, RowOf(waiting, queue));
        }

        foreach (var fresh in Read(Sql.QueueFresh, queue))
        {
            _stopper.Stop(fresh);
        }

        return Read(Sql.QueueJoins, queue);
    }

    /// <summary>After the queue was removed.</summary>
    public void GoOn(IReadOnlyList<long> joins)
    {
        foreach (var join in joins)
        {
            _joins.Recount(join);
        }
    }

    private OutcomeRow RowOf(Waiting waiting, QueueRow queue) => new()
    {
        Job = waiting.Job,
        Outcome = JobOutcome.Failed,
        Error = new JobError
        {
            ErrorId = ErrorIds.JobNotFound,
            Message = $"The job that it waited for was removed with its queue '{queue.Name}'.",
        },
        HadErrors = waiting.HadErrors,
        ExitCode = waiting.ExitCode,
        StartedAt = waiting.StartedAt,
        EndedAt = session.Now,
        Dispatcher = waiting.Dispatcher,
        Agent = waiting.Agent,
    };

    private List<long> Read(SqlText text, QueueRow queue)
    {
        var ids = new List<long>();
        using var read = session.Database.Use(text);
        read.Bind("queue", queue.Id);
        while (read.Step())
        {
            ids.Add(read.GetLong(0));
        }

        return ids;
    }
}
