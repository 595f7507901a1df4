using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Model;

/// <summary>Changes of jobs that wait, and restarts of those that have ended, done to a store and to the model.</summary>
internal sealed class RehearsedChanges(IStore store, ModelState state, ModelDoor door)
{
    private readonly ModelChanges _changes = new(state);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task Do(ModelJob job, JobChange change)
    {
        var refusals = await store.Jobs.ChangeAsync([change], Cancel);
        Assert.Equal(_changes.Change(job, change), Assert.Single(refusals)?.ErrorId);
    }

    /// <summary>R007, R074: a new job of the same make, or a callback that is a job of its own.</summary>
    public async Task Restart(ModelJob job, bool withCallbacks)
    {
        var result = Assert.Single(
            await store.Jobs.RestartAsync([job.Id], new Restart(WithCallbacks: withCallbacks), Cancel));
        if (!(job.Root ?? job).IsCompleted)
        {
            Assert.Equal(ErrorIds.JobStatusInvalid, result.Refusal?.ErrorId);
            return;
        }

        Assert.Null(result.Refusal);
        door.Restart(job, withCallbacks || job.Parent is not null, await IdsOf(result.Id));
    }

    /// <summary>The ids of a job and of its callbacks, as the model walks through them.</summary>
    private async Task<Queue<long>> IdsOf(long id)
    {
        var ids = new Queue<long>([id]);
        foreach (var callback in (await store.Jobs.GetAsync([id], Cancel))[0]!.Callbacks)
        {
            foreach (var each in await IdsOf(callback))
            {
                ids.Enqueue(each);
            }
        }

        return ids;
    }
}
