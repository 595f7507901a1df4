using System.Diagnostics;

namespace Bench.Scenarios;

/// <summary>Adds jobs as one atomic batch.</summary>
internal sealed class EnqueueBatch : IScenario
{
    public string Name => "add-batch";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = quick ? Stores.Batch / 5 : Stores.Batch;
        var start = Stopwatch.GetTimestamp();
        await Stores.AddNothingAsync(store, count);
        return [new Figure("add, one batch", "/s", count / Stopwatch.GetElapsedTime(start).TotalSeconds)];
    }
}
