using System.Diagnostics;
using AsyncEngine;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios;

/// <summary>Times a drain.</summary>
internal static class Drains
{
    /// <summary>Seconds from the dispatcher's start until all jobs have succeeded; throws if one has not.</summary>
    public static async Task<double> RunAsync(AsyncStore store, DispatcherOptions options, int count)
    {
        var start = Stopwatch.GetTimestamp();
        await using var dispatcher = new Dispatcher(store, options);
        await dispatcher.StartAsync();
        await dispatcher.DrainAsync();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var queue = await store.Queue().GetInfoAsync();
        var succeeded = queue.Completed - queue.Failed;
        if (succeeded != count)
        {
            throw new InvalidOperationException($"{succeeded} of {count} jobs succeeded: the figure would mean nothing.");
        }

        return seconds;
    }
}
