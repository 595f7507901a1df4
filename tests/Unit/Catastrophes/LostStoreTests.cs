using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Somebody took the file away from under a process: it says so, lives, and loses nothing silently.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class LostStoreTests
{
    public LostStoreTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a file that is open.");

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Add_IsRefused_WhenFileWasDeleted()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adder = await StartAddingAsync(scene);

        DeleteStore(scene);

        Assert.StartsWith($"refused {ErrorIds.StoreUnavailable} ", await adder.OrderAsync("go", "refused"));
        Assert.StartsWith($"refused {ErrorIds.StoreUnavailable} ", await adder.OrderAsync("go", "refused"));
        Assert.Single(adder.Heard("added"));
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Add_IsRefused_WhenAnotherFileIsInItsPlace()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adder = await StartAddingAsync(scene);
        var other = await scene.StartReadyAsync("add");

        DeleteStore(scene);
        var newcomer = await StartAddingAsync(scene);

        Assert.StartsWith($"refused {ErrorIds.StoreUnavailable} ", await adder.OrderAsync("go", "refused"));
        Assert.StartsWith($"refused {ErrorIds.StoreUnavailable} ", await other.OrderAsync("go", "refused"));
        await newcomer.OrderAsync("go", "added");
        StoreAudit.AssertSound(scene.StorePath);
        Assert.Equal(2, StoreAudit.ReadJobs(scene.StorePath).Count);
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Add_GoesOn_WhenFileIsBack_R173()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adder = await StartAddingAsync(scene);
        var elsewhere = scene.StorePath + ".moved";

        File.Move(scene.StorePath, elsewhere);
        Assert.StartsWith($"refused {ErrorIds.StoreUnavailable} ", await adder.OrderAsync("go", "refused"));
        File.Move(elsewhere, scene.StorePath);

        await adder.OrderAsync("go", "added");
        StoreAudit.AssertSound(scene.StorePath);
        Assert.Equal(2, StoreAudit.ReadJobs(scene.StorePath).Count);
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Dispatcher_SaysSoAndStopsWhenTold_WhenFileWasDeleted()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var dispatcher = await scene.StartReadyAsync("dispatch", "stop=500", "grace=500");

        DeleteStore(scene);
        await dispatcher.HearAsync("log StoreLost");

        dispatcher.Terminate();
        Assert.Equal(0, await dispatcher.ExitAsync());
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Dispatcher_SettlesAndGoesOn_WhenFileIsBack_R233_R234()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var running = await scene.Queue.AddAsync(() => Work.Hold(0, default), cancellationToken: scene.Token);
        var dispatcher = await scene.StartReadyAsync("dispatch");
        await dispatcher.HearAsync("holding 0");
        var elsewhere = scene.StorePath + ".moved";

        File.Move(scene.StorePath, elsewhere);
        dispatcher.Order("release");
        await dispatcher.HearAsync("log StoreLost");
        File.Move(elsewhere, scene.StorePath);

        await running.WaitAsync(Scene.Patience, scene.Token);
        var next = await scene.Queue.AddAsync(() => Work.Note(1), cancellationToken: scene.Token);
        await next.WaitAsync(Scene.Patience, scene.Token);
        await Scene.StopAsync(dispatcher);
        Assert.Equal([0, 1], scene.ReadJournal().Order);
        scene.AssertSucceeded(2);
    }

    private static async Task<CrewProcess> StartAddingAsync(Scene scene)
    {
        var adder = await scene.StartReadyAsync("add", "count=100", "step=yes");
        await adder.OrderAsync("go", "added");
        return adder;
    }

    private static void DeleteStore(Scene scene)
    {
        foreach (var end in (string[])["", "-wal", "-shm", "-turn"])
        {
            File.Delete(scene.StorePath + end);
        }
    }
}
