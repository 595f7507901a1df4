using System.Diagnostics;
using Hangfire;
using Hangfire.InMemory;

namespace Bench.Scenarios.Rivals;

/// <summary>Hangfire on its own in-memory storage: what ends with the process costs no disk.</summary>
internal sealed class HangfireInMemory : IScenario
{
    private const int Workers = 4;

    public string Name => "hangfire";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        using var storage = new InMemoryStorage();
        var client = new BackgroundJobClient(storage);
        var count = quick ? 4_000 : 20_000;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            client.Enqueue(() => Signal.Nothing());
        }

        var adding = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = Workers }, storage);
        var monitor = storage.GetMonitoringApi();
        while (monitor.SucceededListCount() < count)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }

        var draining = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var latency = await Signal.LatencyAsync("Hangfire in memory: latency, same process", quick ? 30 : 200, () =>
        {
            client.Enqueue(() => Signal.Enter());
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return
        [
            new Figure("Hangfire in memory: add, one by one", "/s", adding),
            new Figure("Hangfire in memory: run jobs that do nothing", "/s", draining),
            .. latency,
        ];
    }
}
