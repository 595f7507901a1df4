using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>SIGTERM: how services are stopped (R168, R169, R236).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class TerminationTests
{
    private const int Running = 2;
    private const int Count = 20;
    private const int Slow = 2;

    // How often a dispatcher in traffic is told to end; ASYNCPS_TERMINATIONS says another number.
    private static readonly int Terminations =
        int.TryParse(Environment.GetEnvironmentVariable("ASYNCPS_TERMINATIONS"), out var times) ? times : 20;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Terminate_LetsJobsEnd_WhenTheyDoInTime_R169()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var jobs = await AddHoldsAndNotesAsync(scene);
        var dispatcher = await scene.StartReadyAsync("dispatch", $"size={Running}");
        await dispatcher.HearAsync("holding", Running);

        dispatcher.Terminate();
        await dispatcher.HearAsync("stopping");
        dispatcher.Order("release");

        Assert.Equal(0, await dispatcher.ExitAsync());
        scene.AssertSucceeded(Running);
        Assert.Empty(scene.ReadInHand());
        foreach (var job in jobs.Skip(Running))
        {
            await job.RefreshAsync(scene.Token);
            Assert.Equal(JobStatus.Pending, job.Status);
            Assert.Equal(0, job.Attempt);
        }
    }

    [Theory(Timeout = Scene.TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminate_PutsJobsBackFirstInLine_WhenTheyDoNotEndInTime_R169_R236(bool areDeaf)
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        await AddHoldsAndNotesAsync(scene, areDeaf);
        var dispatcher = await scene.StartReadyAsync("dispatch", $"size={Running}", "stop=100", "grace=300");
        await dispatcher.HearAsync("holding", Running);

        dispatcher.Terminate();
        Assert.Equal(0, await dispatcher.ExitAsync());
        Assert.Empty(scene.ReadInHand());

        var next = await scene.StartReadyAsync("dispatch", "size=1", "ahead=0");
        next.Order("release");
        await next.OrderAsync("drain", "drained");
        await Scene.StopAsync(next);
        var second = scene.ReadJournal().Runs.Where(run => run.Member == next.Name).ToList();
        Assert.Equal(Enumerable.Range(0, Running + Count), second.Select(run => run.Number));
        scene.AssertSucceeded(Running + Count);
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Terminate_LosesNothingAndRepeatsOnlyWhatRanPastTheLimit_WhenItComesAgainAndAgain_R169_R235()
    {
        var total = Slow + (Terminations * 120);
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        await scene.Queue.AddRangeAsync(
            Enumerable.Range(0, total).Select(number => number < Slow
                ? JobSpec.Of(() => Work.Rest(number, 8_000), new JobOptions { RetryPolicy = RetryPolicyKind.Forever })
                : JobSpec.Of(() => Work.Rest(number, 1))),
            scene.Token);
        for (var i = 0; i < Terminations; i++)
        {
            // What is put back is first in line: the slow ones run from the beginning each time.
            var dispatcher = await scene.StartReadyAsync("dispatch", "size=4", "talk=yes", "stop=300", "grace=300");
            await dispatcher.HearAsync("began", Slow + Random.Shared.Next(1, 100));
            dispatcher.Terminate();
            Assert.Equal(0, await dispatcher.ExitAsync());
            Assert.Empty(scene.ReadInHand());
        }

        var last = await scene.StartReadyAsync("dispatch", "size=4");
        await last.OrderAsync("drain", "drained");
        await Scene.StopAsync(last);
        Assert.All(scene.ReadJournal().NotOnce(total), number => Assert.InRange(number, 0, Slow - 1));
        scene.AssertSucceeded(total);
    }

    private static async Task<IReadOnlyList<Job>> AddHoldsAndNotesAsync(Scene scene, bool areDeaf = false)
    {
        var holds = await scene.Queue.AddRangeAsync(
            Enumerable.Range(0, Running).Select(number => areDeaf
                ? JobSpec.Of(() => Work.Insist(number))
                : JobSpec.Of(() => Work.Hold(number, default))),
            scene.Token);
        var notes = await scene.Queue.AddRangeAsync(
            Enumerable.Range(Running, Count),
            number => Work.Note(number),
            cancellationToken: scene.Token);
        return [.. holds, .. notes];
    }
}
