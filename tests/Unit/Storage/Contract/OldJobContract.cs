using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Jobs that were completed long ago, to be removed a few at a time.</summary>
public abstract class OldJobContract : StoreContract
{
    [Fact]
    public async Task ReadOld_GivesTheOldest_PageByPage()
    {
        var worker = await TestWorker.Activate(Store);
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await CompleteAsync(worker));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var before = Clock.GetUtcNow() - TimeSpan.FromSeconds(90);
        var first = await Store.Jobs.ReadOldAsync(before, null, 3, Cancel);
        var rest = await Store.Jobs.ReadOldAsync(before, first[^1], 3, Cancel);

        Assert.Equal(ids.Take(3), first.Select(job => job.Id));
        Assert.Equal([ids[3]], rest.Select(job => job.Id));
    }

    [Fact]
    public async Task Remove_TakesTheOldInBatches_AndLeavesWhatIsYoungOrUnfinished()
    {
        var worker = await TestWorker.Activate(Store);
        for (var i = 0; i < 7; i++)
        {
            await CompleteAsync(worker);
        }

        Clock.Advance(TimeSpan.FromDays(8));
        var young = await CompleteAsync(worker);
        var pending = (await Store.Jobs.EnqueueAsync([Job()], Cancel))[0];

        var removed = await Retention.RemoveAsync(Store.Jobs, Clock.GetUtcNow() - TimeSpan.FromDays(7), Cancel);

        Assert.Equal(7, removed);
        var left = await Store.Jobs.ReadAsync(new JobFilter(), new JobPage(10, null), Cancel);
        Assert.Equal([young, pending], left.Select(job => job.Id));
    }

    private async Task<long> CompleteAsync(TestWorker worker)
    {
        // Its last sign of life is old.
        await Store.Dispatchers.PingAsync(worker.Dispatcher, Cancel);
        var id = (await Store.Jobs.EnqueueAsync([Job()], Cancel))[0];
        var turn = new Turn { DispatcherId = worker.Dispatcher, AgentId = worker.Agent, Want = 1 };
        var claimed = (await Store.Runs.TurnAsync(turn, Cancel)).Claimed;
        await Store.Runs.TurnAsync(
            turn with { Want = 0, Settlements = [TestWorker.Outcome(claimed.Single().Key)] }, Cancel);
        return id;
    }
}
