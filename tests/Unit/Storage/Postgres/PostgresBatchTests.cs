using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Large batches go to the server in another way than small ones, and are no different in the store.</summary>
public sealed class PostgresBatchTests : PostgresTests
{
    private const int Large = 600;

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    public async Task LargeBatch_IsStoredAsSmallOnesAre_R004(int bytes)
    {
        await Store.Quotas.CreateAsync("default", ["one", "two"], 1, Cancel);
        NewJob[] kinds = [.. Kinds(new Payload(new byte[bytes]))];
        var small = await Store.Jobs.EnqueueAsync(kinds, Cancel);
        var large = await Store.Jobs.EnqueueAsync(
            [.. Enumerable.Range(0, Large).Select(number => kinds[number % kinds.Length])], Cancel);

        Assert.Equal(Enumerable.Range(0, Large).Select(number => large[0] + number), large);
        var records = await Store.Jobs.GetAsync([.. small, .. large.TakeLast(kinds.Length)], Cancel);
        Assert.Equal(
            records.Take(kinds.Length).Select(Describe).ToHashSet(),
            records.Skip(kinds.Length).Select(Describe).ToHashSet());
    }

    [Fact]
    public async Task LargeBatch_IsClaimedInItsOrder_R010()
    {
        var ids = await Store.Jobs.EnqueueAsync([.. Enumerable.Range(0, Large).Select(number => Job() with { Priority = number % 2 })], Cancel);
        var worker = await TestWorker.Activate(Store);

        var claimed = await worker.Claim(Large);

        Assert.Equal(
            ids.Where((_, place) => place % 2 == 1).Concat(ids.Where((_, place) => place % 2 == 0)),
            claimed.Select(job => job.Key.JobId));
    }

    [Fact]
    public async Task LargeBatch_IsNotStored_WhenOneJobIsRefused_R005()
    {
        var jobs = Enumerable.Repeat(Job(), Large).ToArray();
        jobs[^1] = Job() with { Name = "a\0b" };

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => Store.Jobs.EnqueueAsync(jobs, Cancel));

        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
        Assert.Equal(0L, Fixture.Execute("select count(*) from job"));
        Assert.Equal(Large, (await Store.Jobs.EnqueueAsync(Enumerable.Repeat(Job(), Large).ToArray(), Cancel)).Count);
    }

    private static NewJob Job() => new() { Queue = "default", Call = new CallText(CallKind.Script, "1") };

    private static IEnumerable<NewJob> Kinds(Payload value) =>
    [
        Job(),
        Job() with { Name = "Named", Tags = ["a", "b"], Priority = 7 },
        Job() with { Arguments = value, RunnerSettings = new Payload(new byte[] { 1 }) },
        Job() with { Quotas = ["one", "two"], Timeout = TimeSpan.FromMinutes(3) },
        Job() with { Delay = TimeSpan.FromHours(1), BeginBy = TimeSpan.FromHours(2) },
        Job() with { MaxAttempts = 3, RetryDelay = TimeSpan.FromSeconds(4), RetryPolicy = RetryPolicyKind.Never },
        Job() with { RetryPolicy = RetryPolicyKind.Own, RetryCall = new CallText(CallKind.Script, "decide") },
        Job() with { Callbacks = [new NewCallback { OnSuccess = Job().Call }] },
    ];

    private static string Describe(JobRecord? job) => string.Join('|', [
        job!.Name, job.Queue, job.Status, job.Call, Convert.ToHexString(job.Arguments.Bytes.Span),
        Convert.ToHexString(job.RunnerSettings.Bytes.Span), job.BeginAfter - job.CreatedAt, job.BeginBy, job.Priority,
        string.Join(',', job.Quotas), string.Join(',', job.Tags), job.Timeout, job.MaxAttempts, job.RetryDelay,
        job.RetryPolicy, job.Callbacks.Count, job.AddedBy,
    ]);
}
