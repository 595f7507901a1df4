using System.Diagnostics;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios;

/// <summary>Runs queued .NET jobs that do nothing, from the dispatcher's start until the store has every outcome.</summary>
internal sealed class DrainMethods : IScenario
{
    public string Name => "drain";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = quick ? 4_000 : 20_000;
        await Stores.AddNothingAsync(store, count);
        var seconds = await Drains.RunAsync(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] }, count);
        return [new Figure("run, .NET jobs that do nothing", "/s", count / seconds)];
    }
}
