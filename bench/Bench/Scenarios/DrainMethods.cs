using AsyncEngine.Dispatching;
using Bench.Scenarios.Growth;

namespace Bench.Scenarios;

/// <summary>Runs queued .NET jobs that do nothing, from the dispatcher's start until the store has every outcome.</summary>
/// <param name="isLong">
/// Five times as many jobs, so that what comes once counts for less: opening connections, preparing statements, and the
/// first claims, which grow as jobs prove to be short.
/// </param>
internal sealed class DrainMethods(bool isLong = false) : IScenario
{
    public string Name => isLong ? "drain-long" : "drain";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = (quick ? 4_000 : 20_000) * (isLong ? 5 : 1);
        await Sizes.AddAsync(store, count);
        var seconds = await Drains.RunAsync(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] }, count);
        var jobs = isLong ? $"{Sizes.Text(count)} .NET jobs" : ".NET jobs";
        return [new Figure($"run, {jobs} that do nothing", "/s", count / seconds)];
    }
}
