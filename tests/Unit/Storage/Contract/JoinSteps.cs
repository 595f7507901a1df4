using AsyncEngine.Calls.Values;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What tests of joins do often.</summary>
public abstract class JoinSteps : StoreContract
{
    private protected static NewJob Join(bool isSerial, NewJob? then, params LinkedJob[] parts) => new()
    {
        Call = NewJoin.CallOf(isSerial),
        Name = "join",
        Join = new NewJoin { IsSerial = isSerial, Parts = parts, Then = then },
    };

    private protected Task<long> AddJoin(bool isSerial, NewJob? then, params string[] parts) =>
        Add(Join(isSerial, then, [.. parts.Select(name => LinkedJob.To(Job(name)))]));

    private protected async Task<JobStatus[]> Statuses(IReadOnlyList<long> ids) =>
        [.. (await Store.Jobs.GetStatusAsync(ids, Cancel)).Select(status => status!.Value)];

    private protected async Task Run(TestWorker worker, string name)
    {
        var job = (await worker.ClaimOne())!;
        Assert.Equal(name, job.Name);
        await worker.Succeed(job);
    }
}
