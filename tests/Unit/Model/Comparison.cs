using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Model;

/// <summary>Compares what a store says of a queue with what the model says.</summary>
internal sealed class Comparison(IStore store, ModelState state, string queueName)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is seen of jobs, quotas and counts after each step.</summary>
    public async Task Statuses()
    {
        var ids = state.Jobs.Keys.Order().ToList();
        var reading = store.Jobs.GetStatusAsync(ids, Cancel);
        var readingQuotas = store.Quotas.ListAsync(queueName, Cancel);
        var readingQueues = store.Queues.ListAsync(Cancel);
        await Task.WhenAll(reading, readingQuotas, readingQueues);

        Alike.Check(ids.Select(id => (id, (JobStatus?)state.Jobs[id].Status)), ids.Zip(await reading));
        var quotas = await readingQuotas;
        Alike.Check(
            state.Quotas.Values.Where(quota => quota.Size is not null).OrderBy(quota => quota.Name)
                .Select(quota => (quota.Name, quota.Size!.Value, quota.Used)),
            quotas.Select(quota => (quota.Name, quota.Size, quota.Used)));

        var queue = (await readingQueues).Single(queue => queue.Name == queueName);
        Alike.Check(
            Count(),
            (queue.Pending, queue.Held, queue.Assigned, queue.Active, queue.Callbacks, queue.Completed, queue.Failed));
    }

    private (long, long, long, long, long, long, long) Count()
    {
        var held = state.In(ModelStand.Held).Count();
        var completed = state.In(ModelStand.Completed).ToList();
        return (
            held + state.In(ModelStand.Ready).Count(),
            held,
            Running(JobStatus.Assigned),
            Running(JobStatus.Active),
            Running(JobStatus.Callbacks) + state.In(ModelStand.Resuming).Count(),
            completed.Count,
            completed.Count(job => job.Outcome == JobOutcome.Failed));

        int Running(JobStatus phase) => state.In(ModelStand.Running).Count(job => job.Phase == phase);
    }

    /// <summary>What is written of jobs, at the end.</summary>
    public async Task Records()
    {
        var ids = state.Jobs.Keys.Order().ToList();
        var records = await store.Jobs.GetAsync(ids, Cancel);
        foreach (var (job, record) in ids.Select(id => state.Jobs[id]).Zip(records))
        {
            Alike.Check(
                (job.Id, job.Outcome, job.ErrorId, job.Parent?.Id),
                (record!.Id, record.Outcome, record.Error?.ErrorId, record.ParentId));
            Alike.Check(job.Callbacks.Select(callback => callback.Id), record.Callbacks);
            if (job.Root is null)
            {
                Assert.Equal((job.Id, job.Attempt), (record.Id, record.Attempt));
            }
        }
    }
}
