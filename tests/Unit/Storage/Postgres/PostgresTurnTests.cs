using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Microsoft.Extensions.Time.Testing;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Turns that settle and claim so much that the server does both at once.</summary>
public sealed class PostgresTurnTests : PostgresTests
{
    private const int Portion = 100;

    [Fact]
    public async Task LargeTurn_SettlesAll_AndClaimsTheNextInLine_R016()
    {
        var ids = await AddAsync(3 * Portion);
        var worker = await TestWorker.Activate(Store);
        var first = await worker.Claim(4, Portion - 4);

        var turn = await worker.Turn(4, Portion - 4, Ends(first));

        Assert.All(turn.Settled, result => Assert.Equal(SettleVerdict.Done, result.Verdict));
        Assert.Equal(ids.Skip(Portion).Take(Portion), turn.Claimed.Select(job => job.Key.JobId));
        Assert.Equal(Enumerable.Range(0, Portion).Select(place => place >= 4), turn.Claimed.Select(job => job.IsAhead));
        Assert.True(turn.MoreReady);
        Assert.Equal(Portion, (await Store.Queues.ListAsync(Cancel))[0].Completed);
    }

    [Fact]
    public async Task LargeTurn_TellsWhichRunsWereSomebodyElses_R062()
    {
        await AddAsync(3 * Portion);
        var worker = await TestWorker.Activate(Store);
        var thief = await TestWorker.Activate(Store, 2);
        var own = await worker.Claim(Portion);
        var others = await thief.Claim(Portion);

        var turn = await worker.Turn(Portion, 0, Ends([.. own, others[0]]));

        Assert.All(turn.Settled.SkipLast(1), result => Assert.Equal(SettleVerdict.Done, result.Verdict));
        Assert.Equal(SettleVerdict.Reassigned, turn.Settled[^1].Verdict);
        Assert.Equal(Portion, turn.Claimed.Count);
        Assert.Equal(SettleVerdict.Done, (await thief.Succeed(others[0])).Verdict);
    }

    [Fact]
    public async Task LargeTurn_KeepsWhatIsUnusualOfEachOutcome()
    {
        var ids = await AddAsync(3 * Portion);
        var worker = await TestWorker.Activate(Store);
        var ends = Ends(await worker.Claim(Portion));
        ends[10] = ends[10] with
        {
            Outcome = JobOutcome.Failed,
            Error = new JobError { ErrorId = ErrorIds.JobAborted, Message = "no" },
        };
        ends[20] = ends[20] with { HadErrors = true, ExitCode = 3, Result = new Payload(new byte[] { 7 }) };

        await worker.Turn(Portion, 0, ends);

        var jobs = (await Store.Jobs.GetAsync([.. ids.Take(Portion)], Cancel)).Select(job => job!).ToList();
        var failed = jobs[10];
        var odd = jobs[20];
        Assert.Equal((JobOutcome.Failed, "no"), (failed.Outcome, failed.Error?.Message));
        Assert.Equal((JobOutcome.Succeeded, true, 3), (odd.Outcome, odd.HadErrors, odd.ExitCode));
        Assert.Equal([7], odd.Result.Bytes.ToArray());
        Assert.All(
            jobs.Except([failed, odd]),
            job => Assert.Equal((JobOutcome.Succeeded, false, null), (job.Outcome, job.HadErrors, job.ExitCode)));
    }

    [Fact]
    public async Task LargeTurn_LeavesNoJobWithCallbacksBehind()
    {
        await Store.Jobs.EnqueueAsync([Job() with { Callbacks = [new NewCallback { OnSuccess = Job().Call }] }], Cancel);
        await AddAsync(2 * Portion);
        var worker = await TestWorker.Activate(Store);
        var first = await worker.Claim(Portion);

        var turn = await worker.Turn(Portion, 0, Ends(first));

        Assert.Single(turn.Settled[0].Callbacks);
        Assert.All(turn.Settled.Skip(1), result => Assert.Empty(result.Callbacks));
        Assert.Equal(Portion, turn.Claimed.Count);
    }

    [Fact]
    public async Task LargeTurns_OfManyAgents_GiveEachJobOnce_R135()
    {
        const int Agents = 3;
        var ids = await AddAsync(20 * Portion);
        var workers = await Task.WhenAll(
            Enumerable.Range(1, Agents).Select(number => TestWorker.Activate(Store, number)));

        var taken = await Task.WhenAll(workers.Select(DrainAsync));

        Assert.Equal(ids.Order(), taken.SelectMany(jobs => jobs).Order());
        Assert.All(taken, jobs => Assert.Equal(jobs.Order(), jobs));
        Assert.Equal(ids.Count, (await Store.Queues.ListAsync(Cancel))[0].Completed);
    }

    [Fact]
    public async Task LargeTurn_PutsDueJobsInLineFirst_R010()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var store = Fixture.Open(new StoreOptions { TimeProvider = clock });
        var worker = await TestWorker.Activate(store);
        await store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job(), Portion)], Cancel);
        var first = await worker.Claim(Portion);
        var held = await store.Jobs.EnqueueAsync([Job() with { Delay = TimeSpan.FromSeconds(1) }], Cancel);
        clock.Advance(TimeSpan.FromSeconds(2));
        await store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job(), Portion)], Cancel);

        var turn = await worker.Turn(Portion, 0, Ends(first));

        Assert.Equal(held[0], turn.Claimed[0].Key.JobId);
        Assert.Equal(Portion, turn.Claimed.Count);
    }

    private static NewJob Job() => new() { Queue = "default", Call = new CallText(CallKind.Script, "1") };

    private static Settlement[] Ends(IEnumerable<ClaimedJob> jobs) => [.. jobs.Select(job => TestWorker.Outcome(job.Key))];

    private static async Task<List<long>> DrainAsync(TestWorker worker)
    {
        var taken = new List<long>();
        IReadOnlyList<ClaimedJob> jobs = [];
        do
        {
            var turn = await worker.Turn(4, Portion, Ends(jobs));
            Assert.All(turn.Settled, result => Assert.Equal(SettleVerdict.Done, result.Verdict));
            jobs = turn.Claimed;
            taken.AddRange(jobs.Select(job => job.Key.JobId));
        }
        while (jobs.Count > 0);
        return taken;
    }

    private async Task<IReadOnlyList<long>> AddAsync(int count) =>
        await Store.Jobs.EnqueueAsync([.. Enumerable.Repeat(Job(), count)], Cancel);
}
