using System.Diagnostics;
using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Dispatchers that are killed, one after the other, whatever they are doing (R235, R238, R239).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class RandomKillTests
{
    private const int Count = 2_000;
    private const int Kills = 20;
    private const int QuotaSize = 2;

    // By the name of a dispatcher that was killed: the jobs that it had then, as the store has it.
    private readonly Dictionary<string, HashSet<long>> _inHand = [];

    [Fact(Timeout = Scene.TimeLimit)]
    [Trait("Category", "Long")]
    public async Task Kill_LosesNothingAndRepeatsOnlyWhatWasInHand_WhenItComesAtAnyMoment_R063_R235_R239_R241_R248()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var jobs = await AddJobsAsync(scene);

        await KillAgainAndAgainAsync(scene, new Random(seed));
        var last = await scene.StartReadyAsync("dispatch", "size=4");
        await last.OrderAsync("drain", "drained");
        await Scene.StopAsync(last);

        var journal = scene.ReadJournal();
        for (var number = 0; number < Count; number++)
        {
            await jobs[number].RefreshAsync(scene.Token);
            AssertRanAsItShould(jobs[number], journal.Of(number));
        }

        Assert.InRange(journal.MostAtOnce(NeedsQuota, scene.DiedAt), 1, QuotaSize);
        var quota = Assert.Single(await scene.Queue.GetQuotasAsync(scene.Token));
        Assert.Equal(0, quota.Used);
    }

    private static bool NeedsQuota(int number) => number % 3 == 0;

    private static async Task<IReadOnlyList<Job>> AddJobsAsync(Scene scene)
    {
        await scene.Queue.CreateQuotaAsync("disk", QuotaSize, scene.Token);
        return await scene.Queue.AddRangeAsync(
            Enumerable.Range(0, Count).Select(number => JobSpec.Of(
                () => Work.Rest(number, 5), new JobOptions { Quotas = NeedsQuota(number) ? ["disk"] : [] })),
            scene.Token);
    }

    private async Task KillAgainAndAgainAsync(Scene scene, Random random)
    {
        for (var i = 0; i < Kills; i++)
        {
            var uuid = Guid.NewGuid();
            var dispatcher = scene.Start("dispatch", Scene.Uuid(uuid), "size=4", "talk=yes");
            await ReachMomentAsync(dispatcher, random, isInStart: i % 5 == 0, scene.Token);
            await dispatcher.KillAsync();
            StoreAudit.AssertSound(scene.StorePath);
            _inHand[dispatcher.Name] =
                [.. scene.ReadInHand().Where(each => each.Dispatcher == uuid).Select(each => each.Job)];
        }
    }

    private static async Task ReachMomentAsync(
        CrewProcess dispatcher, Random random, bool isInStart, CancellationToken cancellationToken)
    {
        if (isInStart)
        {
            await Task.Delay(random.Next(400), cancellationToken);
            return;
        }

        await dispatcher.HearAsync("began", random.Next(1, 90));
        var (stamp, pause) = (Stopwatch.GetTimestamp(), TimeSpan.FromMicroseconds(random.Next(6_000)));
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(stamp) > pause);
    }

    private void AssertRanAsItShould(Job job, IReadOnlyList<JournalRun> runs)
    {
        Assert.Equal(JobOutcome.Succeeded, job.Outcome);
        Assert.NotEmpty(runs);
        Assert.True(runs[^1].IsWhole, $"{job} succeeded, but its last run did not end: {runs[^1]}.");
        Assert.Equal(runs[^1].Member, job.Result<string>());
        foreach (var repeated in runs.SkipLast(1))
        {
            Assert.True(
                _inHand.TryGetValue(repeated.Member, out var inHand) && inHand.Contains(job.Id),
                $"{job} ran again, although {repeated.Member} did not have it in hand when it died: "
                    + string.Join(", ", runs));
        }
    }
}
