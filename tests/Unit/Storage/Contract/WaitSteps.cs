using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What tests of waiting jobs do often.</summary>
public abstract class WaitSteps : StoreContract
{
    private protected static Settlement Returning(ClaimedJob job, LinkedJob inner) =>
        TestWorker.Outcome(job.Key) with { Returned = inner };

    private protected async Task<(long Outer, long Inner)> Wait(TestWorker worker, NewJob? outer = null)
    {
        var id = await Add(outer ?? Job("outer"));
        var settled = await worker.Settle(Returning((await worker.ClaimOne())!, LinkedJob.To(Job("inner"))));
        Assert.Equal(SettleVerdict.Done, settled.Verdict);
        var inner = await Store.Jobs.ReadAsync(new JobFilter { NameLike = ["inner"] }, new JobPage(1), Cancel);
        return (id, inner.Single().Id);
    }
}
