using System.Diagnostics;
using System.Globalization;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios;

/// <summary>The same, with the job added by another process on the same file.</summary>
internal sealed class LatencyAcrossProcesses : IScenario
{
    public string Name => "latency-processes";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync();
        using var adder = AdderProcess.Start(Stores.Locate(folder), Latency.Count(quick));
        var samples = new List<double>();
        while (await adder.StandardOutput.ReadLineAsync() is { } line)
        {
            // Each line: the job's id and the moment before it was added.
            var parts = line.Split(' ');
            var job = await store.GetJobAsync(long.Parse(parts[0], CultureInfo.InvariantCulture));
            var entered = long.Parse((await job.ResultAsync<string>())!, CultureInfo.InvariantCulture);
            var added = long.Parse(parts[1], CultureInfo.InvariantCulture);
            samples.Add(Stopwatch.GetElapsedTime(added, entered).TotalMilliseconds);
            await adder.StandardInput.WriteLineAsync("next");
        }

        await adder.WaitForExitAsync();
        await dispatcher.StopAsync();
        return Percentiles.Of("latency, another process", samples[Latency.WarmUp..]);
    }
}
