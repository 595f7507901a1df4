using System.Diagnostics;
using System.Globalization;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios.Growth;

/// <summary>One dispatcher with an agent for each of a hundred queues.</summary>
internal sealed class ManyQueues : IScenario
{
    public string Name => "queues";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var names = Enumerable.Range(0, quick ? 20 : 100)
            .Select(number => "q" + number.ToString(CultureInfo.InvariantCulture)).ToArray();
        const int Each = 200;
        foreach (var name in names)
        {
            await store.CreateQueueAsync(name);
            await Sizes.AddAsync(store, Each, queue: name);
        }

        await using var dispatcher = new Dispatcher(
            store, new DispatcherOptions { Agents = [.. names.Select(name => new AgentOptions { Queue = name, Size = 1 })] });
        var start = Stopwatch.GetTimestamp();
        await dispatcher.StartAsync();
        await dispatcher.DrainAsync();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return [new Figure($"{Sizes.Text(names.Length)} queues, one dispatcher: run", "/s", names.Length * Each / seconds)];
    }
}
