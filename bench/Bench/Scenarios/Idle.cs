using System.Diagnostics;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios;

/// <summary>What a dispatcher with defaults costs while there is nothing to run.</summary>
internal sealed class Idle : IScenario
{
    public string Name => "idle";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync();
        await (await store.Queue().AddAsync(() => Work.Nothing())).WaitAsync();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(quick ? 2 : 10)); // the measured thing is that nothing happens
        process.Refresh();
        var busy = process.TotalProcessorTime - before;
        var percent = 100 * busy / Stopwatch.GetElapsedTime(start);
        await dispatcher.StopAsync();
        return [new Figure("idle dispatcher, of one core", "%", percent)];
    }
}
