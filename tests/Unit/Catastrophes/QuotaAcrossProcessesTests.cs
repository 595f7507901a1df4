using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Unit.Storage.Postgres;
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

    /// <summary>The polls are so rare that only a signal can wake the second one in time.</summary>
    [Theory(Timeout = Scene.TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_GoesOnAtOnce_WhenAnotherProcessFreesTheSlot_R126(bool isServer)
    {
        await using var place = isServer ? new PostgresFixture() : null;
        await using var scene = new Scene(TestContext.Current.CancellationToken, server: place?.Location);
        string[] rare = ["size=1", "poll=3600000", "ping=5000", "death=60000", "talk=yes"];
        await scene.Queue.CreateQuotaAsync("single", 1, scene.Token);
        var needsSingle = new JobOptions { Quotas = ["single"] };
        await scene.Queue.AddAsync(() => Work.Hold(0, CancellationToken.None), needsSingle, scene.Token);
        var first = await scene.StartReadyAsync("dispatch", rare);
        await first.HearAsync("holding 0");
        await scene.Queue.AddAsync(() => Work.Note(1), needsSingle, scene.Token);
        var second = await scene.StartReadyAsync("dispatch", rare);

        // The second has looked, and left the one that needs the slot, when it has taken what comes behind it.
        await scene.Queue.AddAsync(() => Work.Note(2), cancellationToken: scene.Token);
        await second.HearAsync("began 2");
        Assert.Empty(second.Heard("began 1"));

        // One that stops takes nothing more: the slot is for the other.
        first.Order("stop");
        await first.HearAsync("stopping");
        first.Order("release");

        await second.HearAsync("began 1");
        Assert.Equal(0, await first.ExitAsync());
        await Scene.StopAsync(second);
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
