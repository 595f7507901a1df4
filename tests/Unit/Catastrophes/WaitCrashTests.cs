using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Dispatchers that are killed while jobs wait for jobs: an outcome and all that waits for it are one step.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class WaitCrashTests
{
    private const int Chains = 10;
    private const int Length = 20;
    private const int Kills = 8;

    [Fact(Timeout = 120_000)]
    [Trait("Category", "Long")]
    public async Task Kill_LeavesNoJobWaiting_WhoseInnerJobHasItsOutcome_R090_R103()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var chains = await scene.Queue.AddRangeAsync(
            Enumerable.Range(0, Chains).Select(chain => JobSpec.Of(() => Work.Chain(chain * Length, Length - 1))),
            scene.Token);
        var notes = Enumerable.Range(Chains * Length, Length).Select(number => JobSpec.Of(() => Work.Note(number)));
        var join = await scene.Queue.AddAsync(JobSpec.Serial(notes), scene.Token);

        for (var i = 0; i < Kills; i++)
        {
            var killed = scene.Start("dispatch", "size=2", "talk=yes");
            await killed.HearAsync("began", random.Next(1, 20));
            await killed.KillAsync();
            StoreAudit.AssertSound(scene.StorePath);
        }

        var last = await scene.StartReadyAsync("dispatch", "size=2");
        await last.OrderAsync("drain", "drained");
        await Scene.StopAsync(last);

        StoreAudit.AssertSound(scene.StorePath);
        foreach (var job in chains.Append(join))
        {
            await job.RefreshAsync(scene.Token);
            Assert.Equal((JobStatus.Completed, JobOutcome.Succeeded), (job.Status, job.Outcome));
        }

        Assert.Equal(Chains * Length + Length + 1, await scene.Store.CountJobsAsync(cancellationToken: scene.Token));
    }
}
