using AsyncEngine.Dispatching;
using Bench.Scenarios.Growth;

namespace Bench.Scenarios;

/// <summary>
/// As <see cref="DrainMethods"/>, five times as long, so that what comes once counts for less: opening connections,
/// preparing statements, and the first claims, which grow as jobs prove to be short.
/// </summary>
internal sealed class DrainLong : IScenario
{
    public string Name => "drain-long";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = quick ? 20_000 : 100_000;
        await Sizes.AddAsync(store, count);
        var seconds = await Drains.RunAsync(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] }, count);
        return [new Figure($"run, {Sizes.Text(count)} .NET jobs that do nothing", "/s", count / seconds)];
    }
}
