using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>Stores a batch of jobs: looks at all of them first, then writes.</summary>
internal sealed class JobEnqueuer(WriteSession session)
{
    private readonly JobWriter _writer = new(session);

    /// <returns>The ids, in the order of the jobs.</returns>
    public IReadOnlyList<long> Enqueue(IReadOnlyList<NewJob> jobs)
    {
        var targets = Resolve(jobs);
        RefuseKnown(jobs, id => JobPlan.Read(session.Database, id) is not null);
        var key = session.NextKey();
        var next = session.TakeIds(jobs.Count(job => job.Id == 0));
        var ids = new long[jobs.Count];
        for (var index = 0; index < ids.Length; index++)
        {
            var job = jobs[index];
            ids[index] = job.Id != 0 ? job.Id : next++;
            _writer.Write(job, ids[index], targets[index], key);
        }

        return ids;
    }

    /// <summary>A job is put once (R007).</summary>
    /// <param name="jobs">The batch.</param>
    /// <param name="isKnown">Whether the job of an id is in the store.</param>
    public static void RefuseKnown(IReadOnlyList<NewJob> jobs, Func<long, bool> isKnown)
    {
        for (var index = 0; index < jobs.Count; index++)
        {
            if (jobs[index].Id is not 0 and var id && isKnown(id))
            {
                throw new AsyncEngineException(
                    ErrorIds.JobStatusInvalid, $"Job {id} is in the store already, and a job is put once. Make a new one.")
                {
                    Target = id,
                    Index = index,
                };
            }
        }
    }

    private JobTarget[] Resolve(IReadOnlyList<NewJob> jobs)
    {
        var book = new TargetBook(session.Database);
        var targets = new JobTarget[jobs.Count];
        for (var index = 0; index < targets.Length; index++)
        {
            targets[index] = book.Resolve(jobs[index], index);
        }

        return targets;
    }
}
