using System.Diagnostics;
using System.Globalization;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios;

/// <summary>From the call of add until the job's method is entered, with an idle dispatcher in the same process.</summary>
internal sealed class LatencyInProcess : IScenario
{
    public string Name => "latency";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync();
        var samples = new List<double>();
        for (var left = Latency.Count(quick); left > 0; left--)
        {
            var start = Stopwatch.GetTimestamp();
            var job = await store.Queue().AddAsync(() => Work.Now());
            var entered = long.Parse((await job.ResultAsync<string>())!, CultureInfo.InvariantCulture);
            samples.Add(Stopwatch.GetElapsedTime(start, entered).TotalMilliseconds);
        }

        await dispatcher.StopAsync();
        return Percentiles.Of("latency, same process", samples[Latency.WarmUp..]);
    }
}
