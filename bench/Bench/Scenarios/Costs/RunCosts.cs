using AsyncEngine;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios.Costs;

/// <summary>What it takes to claim, run and settle a job.</summary>
internal sealed class RunCosts : IScenario
{
    public string Name => "run-costs";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = quick ? 4_000 : 20_000;
        await Stores.AddNothingAsync(store, count);
        var methods = await MeasureAsync("run, .NET job", store, count, new DispatcherOptions
        {
            Agents = [new AgentOptions { Size = 4 }],
        });
        await DrainScripts.AddAsync(store, count);
        var scripts = await MeasureAsync("run, script job", store, count, DrainScripts.Options());
        return [.. methods, .. scripts];
    }

    private static Task<IReadOnlyList<Figure>> MeasureAsync(
        string name, AsyncStore store, int count, DispatcherOptions options) =>
        Meter.MeasureAsync(name, count, async () =>
        {
            await using var dispatcher = new Dispatcher(store, options);
            await dispatcher.StartAsync();
            await dispatcher.DrainAsync();
        });
}
