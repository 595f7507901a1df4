using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// Dispatchers that die with a join in hand, once in a part and once in what comes after the parts: as in the
/// reference, the result is the right one in the end (R246).
/// </summary>
[Collection(CatastropheCollection.Name)]
public sealed class JoinCrashTests
{
    private const int HangingPart = 1;
    private const int OtherPart = 11;
    private const int Last = 30;

    [Theory(Timeout = Scene.TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Join_HasItsResult_WhenDispatchersDieInAPartAndAfterThem_R246(bool isSerial)
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        JobSpec[] parts =
        [
            JobSpec.Of(() => Work.HangOnce(HangingPart, null!)), JobSpec.Of(() => Work.Number(OtherPart)),
        ];
        var join = await scene.Queue.AddAsync(
            isSerial
                ? JobSpec.Serial(parts, done => Work.Sum(Last, done, null!))
                : JobSpec.Parallel(parts, done => Work.Sum(Last, done, null!)),
            scene.Token);

        foreach (var where in (int[])[HangingPart, Last])
        {
            var killed = await scene.StartReadyAsync("dispatch", "size=2", "ahead=0");
            await killed.HearAsync($"holding {where}");
            await scene.UntilAsync(
                async () => await scene.Store.CountJobsAsync(
                    new JobQuery { Statuses = [JobStatus.Assigned] }, scene.Token) == 0,
                "the store knew that the call had begun");
            await killed.KillAsync();
            StoreAudit.AssertSound(scene.StorePath);
        }

        var last = await scene.StartReadyAsync("dispatch", "size=2");
        await last.OrderAsync("drain", "drained");
        await Scene.StopAsync(last);

        await join.RefreshAsync(scene.Token);
        Assert.Equal((JobStatus.Completed, JobOutcome.Succeeded), (join.Status, join.Outcome));
        Assert.Equal(42, join.Result<int>());
        var journal = scene.ReadJournal();
        Assert.Equal(2, journal.Of(HangingPart).Count);
        Assert.Equal(2, journal.Of(Last).Count);
        Assert.Contains(journal.Of(OtherPart), run => run.IsWhole);
        scene.AssertSucceeded(4);
    }
}
