using System.Diagnostics;

namespace Bench.Scenarios;

/// <summary>Adds jobs one after the other, each acknowledged by the disk.</summary>
internal sealed class EnqueueOneByOne : IScenario
{
    public string Name => "add-one";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var queue = store.Queue();
        var count = quick ? 300 : 2_000;
        await queue.AddAsync(() => Work.Nothing());
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            await queue.AddAsync(() => Work.Nothing());
        }

        return [new Figure("add, one by one", "/s", count / Stopwatch.GetElapsedTime(start).TotalSeconds)];
    }
}
