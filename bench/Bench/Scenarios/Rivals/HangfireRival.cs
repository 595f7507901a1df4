using System.Diagnostics;
using Hangfire;

namespace Bench.Scenarios.Rivals;

/// <summary>Hangfire with the storage that a derived class chooses.</summary>
internal abstract class HangfireRival : IScenario
{
    private const int Workers = 4;

    public abstract string Name { get; }

    /// <summary>What the figures are called.</summary>
    protected abstract string Title { get; }

    /// <summary>How many jobs a full run drains.</summary>
    protected abstract int Count { get; }

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var storage = Open(folder);
        using var disposed = storage as IDisposable;
        var client = new BackgroundJobClient(storage);
        var count = quick ? Count / 5 : Count;
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
        var latency = await Signal.LatencyAsync($"{Title}: latency, same process", quick ? 30 : 200, () =>
        {
            client.Enqueue(() => Signal.Enter());
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return
        [
            new Figure($"{Title}: add, one by one", "/s", adding),
            new Figure($"{Title}: run jobs that do nothing", "/s", draining),
            .. latency,
        ];
    }

    /// <summary>Opens the storage; disposed after the run if it can be.</summary>
    protected abstract JobStorage Open(string folder);
}
