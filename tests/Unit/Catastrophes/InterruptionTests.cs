using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Crew;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Dispatchers die one after the other with the same job in hand (R115, R244).</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan DeathInterval = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asyncps-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Rescue_PutsBackNineTimesAndAbortsTheTenth_WhenEachDispatcherDies_R115_R244()
    {
        await using var store = AsyncStore.Open(
            Path.Combine(_folder.FullName, "jobs.db"), new StoreOptions { TimeProvider = _clock });
        var job = await store.Queue().AddAsync(
            () => Work.Note(1), cancellationToken: TestContext.Current.CancellationToken);

        for (var interruptions = 0; interruptions < 10; interruptions++)
        {
            await job.RefreshAsync(TestContext.Current.CancellationToken);
            Assert.Equal(JobStatus.Pending, job.Status);
            var claimed = await ClaimAndDieAsync(store);
            Assert.Equal(job.Id, claimed.Key.JobId);
            Assert.Equal(interruptions, claimed.Interruptions);
            Assert.Equal(interruptions + 1, claimed.Attempt);
            await RescueAsync(store);
        }

        await job.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(JobOutcome.Failed, job.Outcome);
        Assert.Equal(ErrorIds.JobAborted, job.Error?.ErrorId);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<ClaimedJob> ClaimAndDieAsync(AsyncStore store)
    {
        var registration = await ActivateAsync(store);
        var turn = new Turn
        {
            DispatcherId = registration.DispatcherId,
            AgentId = registration.AgentIds[0],
            Want = 1,
        };
        var result = await store.Storage.Runs.TurnAsync(turn, TestContext.Current.CancellationToken);
        _clock.Advance(DeathInterval + TimeSpan.FromMilliseconds(1));
        return Assert.Single(result.Claimed);
    }

    private static async Task RescueAsync(AsyncStore store)
    {
        var rescuer = await ActivateAsync(store);
        var ping = await store.Storage.Dispatchers.PingAsync(
            rescuer.DispatcherId, TestContext.Current.CancellationToken);
        Assert.Equal(1, ping.RescuedJobs);
        await store.Storage.Dispatchers.DeactivateAsync(rescuer.DispatcherId, TestContext.Current.CancellationToken);
    }

    private static Task<DispatcherRegistration> ActivateAsync(AsyncStore store) =>
        store.Storage.Dispatchers.ActivateAsync(
            new DispatcherIdentity
            {
                Uuid = Guid.NewGuid(),
                Host = "host",
                ProcessId = 1,
                Version = "0.1.0",
                PingInterval = TimeSpan.FromSeconds(30),
                DeathInterval = DeathInterval,
                Agents = [new AgentIdentity("main", "default", 1)],
            },
            TestContext.Current.CancellationToken);
}
