using System.Diagnostics;
using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>A store whose file was damaged: its processes say so and live (R249).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class DamagedStoreTests
{
    private const int PageSize = 4_096;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Dispatcher_SaysSoKeepsTryingAndGoesOn_WhenTheFileIsWhatItWas_R249()
    {
        Assert.SkipUnless(File.Exists("/bin/dd"), "The file is damaged with dd.");
        await using var scene = new Scene(TestContext.Current.CancellationToken);

        // Closed once, all is in the file itself and not in its log.
        await AsyncStore.Open(scene.StorePath).DisposeAsync();
        var job = await scene.Queue.AddAsync(() => Work.Hold(0, default), cancellationToken: scene.Token);
        var dispatcher = await scene.StartReadyAsync("dispatch", "size=1", "poll=60000", "ping=60000", "death=600000");
        await dispatcher.HearAsync("holding 0");
        await scene.UntilAsync(
            async () =>
            {
                await job.RefreshAsync(scene.Token);
                return job.Status == JobStatus.Active;
            },
            "the store knew that the call had begun");
        var copy = scene.StorePath + ".copy";
        await RunAsync("/bin/cp", scene.StorePath, copy);

        // What this process commits now is good, and makes the other one read the file anew.
        var next = await scene.Queue.AddAsync(() => Work.Note(1), cancellationToken: scene.Token);
        await DamageAsync(scene.StorePath, copy);
        dispatcher.Order("release");

        Assert.Contains("damaged", await dispatcher.HearAsync("log StoreLost"), StringComparison.Ordinal);
        await RunAsync("/bin/dd", $"if={copy}", $"of={scene.StorePath}", "conv=notrunc");


        // It has kept the damaged pages in memory; the next commit of somebody else lets it read them again.
        var last = await scene.Queue.AddAsync(() => Work.Note(2), cancellationToken: scene.Token);
        await job.WaitAsync(Scene.Patience, scene.Token);
        await next.WaitAsync(Scene.Patience, scene.Token);
        await last.WaitAsync(Scene.Patience, scene.Token);
        await Scene.StopAsync(dispatcher);
        scene.AssertSucceeded(3);
    }

    // By another process: to close the file here would drop the locks that this one has on it.
    private static async Task DamageAsync(string store, string copy)
    {
        var garbage = copy + ".garbage";
        await File.WriteAllBytesAsync(garbage, Enumerable.Repeat((byte)0xff, (int)new FileInfo(copy).Length).ToArray());
        await RunAsync("/bin/dd", $"if={garbage}", $"of={store}", $"bs={PageSize}", "seek=1", "skip=1", "conv=notrunc");
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }
}
