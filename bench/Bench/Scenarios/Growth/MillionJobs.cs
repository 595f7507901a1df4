using System.Diagnostics;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios.Growth;

/// <summary>The memory of this process while it adds a million jobs and runs them.</summary>
internal sealed class MillionJobs : IScenario
{
    public string Name => "million";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = quick ? 50_000 : 1_000_000;
        GC.Collect();
        var adding = await PeakAsync(Sizes.AddAsync(store, count));
        GC.Collect();
        await using var dispatcher = new Dispatcher(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] });
        var start = Stopwatch.GetTimestamp();
        await dispatcher.StartAsync();
        var draining = await PeakAsync(dispatcher.DrainAsync());
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return
        [
            new Figure($"{Sizes.Text(count)} jobs: memory while adding", "MB", adding),
            new Figure($"{Sizes.Text(count)} jobs: memory while running", "MB", draining),
            new Figure($"{Sizes.Text(count)} jobs: run", "/s", count / seconds),
        ];
    }

    private static async Task<double> PeakAsync(Task work)
    {
        var peak = 0L;
        using var process = Process.GetCurrentProcess();
        do
        {
            process.Refresh();
            peak = Math.Max(peak, process.WorkingSet64);
        }
        while (await Task.WhenAny(work, Task.Delay(100)) != work);

        await work;
        return peak / 1048576.0;
    }
}
