using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Quotas hold across all processes (R126, R135), as the store shows it and as the jobs noted it.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class QuotaAcrossProcessesTests
{
    private const int Count = 1_000;
    private const int Dispatchers = 4;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Run_NeverExceedsQuota_WhenFourProcessesClaim_R126_R141()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        await scene.Queue.CreateQuotaAsync("pair", 2, scene.Token);
        await scene.Queue.CreateQuotaAsync("single", 1, scene.Token);
        await scene.Queue.AddRangeAsync(
            Enumerable.Range(0, Count).Select(number => JobSpec.Of(
                () => Work.Rest(number, 1),
                new JobOptions { Quotas = NeedsSingle(number) ? ["pair", "single"] : ["pair"] })),
            scene.Token);
        using var drained = new CancellationTokenSource();
        var sampler = Task.Run(() => SampleAsync(scene, drained.Token), scene.Token);

        var dispatchers = await Task.WhenAll(Enumerable.Range(0, Dispatchers)
            .Select(_ => scene.StartReadyAsync("dispatch", "size=4", "ping=5000", "death=20000")));
        await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.OrderAsync("drain", "drained")));
        await drained.CancelAsync();
        var samples = await sampler;
        await Task.WhenAll(dispatchers.Select(Scene.StopAsync));

        TestContext.Current.TestOutputHelper!.WriteLine($"{samples} samples.");
        var journal = scene.ReadJournal();
        Assert.Empty(journal.NotOnce(Count));
        Assert.Equal(2, journal.MostAtOnce(_ => true, scene.DiedAt));
        Assert.Equal(1, journal.MostAtOnce(NeedsSingle, scene.DiedAt));
        scene.AssertSucceeded(Count);
        Assert.All(
            await scene.Queue.GetQuotasAsync(scene.Token),
            quota => Assert.Equal(0, quota.Used));
    }

    private static bool NeedsSingle(int number) => number % 5 == 0;

    private static async Task<int> SampleAsync(Scene scene, CancellationToken drained)
    {
        var samples = 0;
        for (; !drained.IsCancellationRequested; samples++)
        {
            foreach (var quota in await scene.Queue.GetQuotasAsync(CancellationToken.None))
            {
                Assert.InRange(quota.Used, 0, quota.Size);
                Assert.Equal(quota.Used, quota.Jobs.Count);
            }
        }

        return samples;
    }
}
