using AsyncEngine.Jobs;
using AsyncEngine.Storage;

namespace Unit.Model;

/// <summary>What sessions do to jobs: put, stop, remove, expire, add callbacks.</summary>
internal sealed class ModelDoor(ModelState state)
{
    public void Put(IReadOnlyList<NewJob> jobs, IReadOnlyList<long> ids)
    {
        var key = state.NextKey();
        for (var index = 0; index < ids.Count; index++)
        {
            Put(jobs[index], ids[index], key);
        }
    }

    /// <summary>R074: on a completed job it is queued as a job of its own.</summary>
    public void AddCallback(ModelJob parent, NewCallback callback, long id)
    {
        var root = parent.IsCompleted ? null : parent.Root ?? parent;
        var job = Add(parent, callback, id, root);
        if (root is null)
        {
            job.IsCareful = job.NeedsWorker = true;
            state.PutInLine(job, state.NextKey());
        }
    }

    /// <summary>Puts a job of the same make, with its own callbacks; a callback goes into line as one that is late.</summary>
    public void Restart(ModelJob old, bool withCallbacks, Queue<long> ids)
    {
        var job = new ModelJob
        {
            Id = ids.Dequeue(),
            Name = old.Name,
            Quotas = [.. old.Quotas.Where(name => state.Quotas[name].Size is not null)],
            State = old.State,
            Priority = old.Priority,
            BeginBy = old.BeginBy,
            Policy = old.Policy,
            Parent = old.Parent,
            BeginAfter = state.Now,
            ExpiresAt = state.Now + old.BeginBy,
        };
        job.State?.Use();
        job.NeedsWorker = job.State is not null || job.Policy == RetryPolicyKind.Never || job.Parent is not null;
        job.IsCareful = job.IsLimited || job.NeedsWorker;
        old.Parent?.Callbacks.Add(job);
        state.Put(job, state.NextKey());
        state.Jobs.Add(job.Id, job);
        if (withCallbacks)
        {
            Copy(old, job, job, ids);
        }
    }

    public StopResult Stop(ModelJob job)
    {
        if (job.Outcome is not null)
        {
            return StopResult.AlreadyCompleted;
        }

        if (job.Root is not null)
        {
            job.Outcome = JobOutcome.Cancelled;
            job.ErrorId = ErrorIds.JobCancelled;
            return StopResult.Cancelled;
        }

        if (job is { Stand: ModelStand.Running, Phase: JobStatus.Active })
        {
            job.IsStopRequested = true;
            return StopResult.Requested;
        }

        job.Attempt -= job.Stand == ModelStand.Running ? 1 : 0;
        state.Finish(job, JobOutcome.Cancelled, ErrorIds.JobCancelled);
        return StopResult.Cancelled;
    }

    public RemoveOutcome Remove(ModelJob job)
    {
        var tree = Tree(job).ToList();
        if (job.Stand is ModelStand.Running or ModelStand.Resuming
            || tree.Any(other => other != job && other.Root is null && !other.IsCompleted))
        {
            return RemoveOutcome.Refused;
        }

        state.FreeSlots(job);
        job.Parent?.Callbacks.Remove(job);
        foreach (var gone in tree)
        {
            state.Jobs.Remove(gone.Id);
        }

        return RemoveOutcome.Removed;
    }

    /// <summary>R019: strictly after its deadline a job does not begin any more.</summary>
    public int Expire(IEnumerable<ModelJob> jobs)
    {
        var overdue = jobs.Where(job => job.Stand is ModelStand.Held or ModelStand.Ready && job.ExpiresAt < state.Now)
            .OrderBy(job => job.ExpiresAt).ToList();
        foreach (var job in overdue)
        {
            state.Finish(job, JobOutcome.Failed, ErrorIds.JobExpired);
        }

        return overdue.Count;
    }

    private static IEnumerable<ModelJob> Tree(ModelJob job) => job.Callbacks.SelectMany(Tree).Prepend(job);

    private void Put(NewJob source, long id, DateTimeOffset key)
    {
        var job = new ModelJob
        {
            Id = id,
            Name = source.Name!,
            Quotas = source.Quotas,
            State = source.State is { } name ? state.States[name] : null,
            Priority = source.Priority,
            BeginBy = source.BeginBy,
            Policy = source.RetryPolicy,
        };
        job.State?.Use();
        job.NeedsWorker = job.State is not null || job.Policy == RetryPolicyKind.Never;
        job.IsCareful = job.IsLimited || job.NeedsWorker;
        job.BeginAfter = source.BeginAfter ?? state.Now;
        job.ExpiresAt = job.BeginAfter + job.BeginBy;
        state.Put(job, key);
        state.Jobs.Add(id, job);
        foreach (var callback in source.Callbacks)
        {
            Add(job, callback, callback.Id, job);
        }
    }

    private void Copy(ModelJob old, ModelJob parent, ModelJob root, Queue<long> ids)
    {
        foreach (var callback in old.Callbacks.Where(callback => callback.Root is not null))
        {
            var copy = new ModelJob
            {
                Id = ids.Dequeue(), Name = callback.Name, Policy = callback.Policy, Parent = parent, Root = root,
                Stand = ModelStand.Owned,
            };
            state.Jobs.Add(copy.Id, copy);
            parent.Callbacks.Add(copy);
            Copy(callback, copy, root, ids);
        }
    }

    private ModelJob Add(ModelJob parent, NewCallback source, long id, ModelJob? root)
    {
        var job = new ModelJob
        {
            Id = id, Name = source.Name!, Policy = source.RetryPolicy, Parent = parent, Root = root,
            Stand = ModelStand.Owned,
        };
        state.Jobs.Add(id, job);
        parent.Callbacks.Add(job);
        foreach (var child in source.Callbacks)
        {
            Add(job, child, child.Id, root ?? job);
        }

        return job;
    }
}
