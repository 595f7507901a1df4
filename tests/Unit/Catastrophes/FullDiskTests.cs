using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>A disk that is full: said clearly, nothing acknowledged is lost, and work goes on when there is room.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class FullDiskTests
{
    private const int Small = 2_000;
    private const int Large = 32_000;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Add_IsRefusedAndGoesOn_WhenDiskIsFullAndGetsRoom()
    {
        const int count = 1_000;
        using var disk = new SmallDisk(Small);
        await using var scene = new Scene(TestContext.Current.CancellationToken, disk.Path);
        var adder = await scene.StartReadyAsync("add", $"count={count}", "ballast=3000");

        adder.Order("go");
        Assert.StartsWith($"refused {ErrorIds.StoreFull} ", await adder.HearAsync("refused"));
        StoreAudit.AssertSound(scene.StorePath);
        Assert.Equal(Ids(adder), StoreAudit.ReadJobs(scene.StorePath).Select(job => job.Id).Order());

        disk.Resize(Large);
        adder.Order("go");
        Assert.Equal(0, await adder.ExitAsync());
        Assert.Single(adder.Heard("refused"));
        var dispatcher = await scene.StartReadyAsync("dispatch");
        await dispatcher.OrderAsync("drain", "drained");
        await Scene.StopAsync(dispatcher);

        Assert.Empty(scene.ReadJournal().NotOnce(count));
        scene.AssertSucceeded(count);
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Settle_WaitsForRoom_WhenDiskIsFullWhileJobsRun_R233()
    {
        const int running = 2;
        const int count = 200;
        using var disk = new SmallDisk(Small);
        await using var scene = new Scene(TestContext.Current.CancellationToken, disk.Path);
        await scene.Queue.AddRangeAsync(
            Enumerable.Range(0, running), number => Work.Hold(number, default), cancellationToken: scene.Token);
        await scene.Queue.AddRangeAsync(
            Enumerable.Range(running, count), number => Work.Note(number), cancellationToken: scene.Token);
        var dispatcher = await scene.StartReadyAsync("dispatch", $"size={running}", "ping=5000", "death=20000");
        await dispatcher.HearAsync("holding", running);

        await FillAsync(scene, disk);
        dispatcher.Order("release");
        await dispatcher.HearAsync("log StoreLost");
        disk.Resize(Large);
        await dispatcher.OrderAsync("drain", "drained");
        await Scene.StopAsync(dispatcher);

        var journal = scene.ReadJournal();
        Assert.Empty(journal.NotOnce(running + count));
        Assert.Equal(running + count, journal.Runs.Count(run => run.Number < running + count));
        StoreAudit.AssertSound(scene.StorePath);
    }

    private static IEnumerable<long> Ids(CrewProcess adder) =>
        adder.Heard("added").Select(line => long.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>With a write-ahead log that has no more room for a commit either.</summary>
    private static async Task FillAsync(Scene scene, SmallDisk disk)
    {
        var adder = await scene.StartReadyAsync("add", "first=1000", "count=10000");
        disk.Fill();
        adder.Order("go");
        Assert.StartsWith($"refused {ErrorIds.StoreFull} ", await adder.HearAsync("refused"));
        disk.Fill();
        await adder.KillAsync();
    }
}
