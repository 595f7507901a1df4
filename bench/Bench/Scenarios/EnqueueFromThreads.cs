using System.Diagnostics;

namespace Bench.Scenarios;

/// <summary>Sixteen threads add jobs one by one: commits are shared, each add is still acknowledged by the disk.</summary>
internal sealed class EnqueueFromThreads : IScenario
{
    private const int Threads = 16;

    public string Name => "add-threads";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var queue = store.Queue();
        var each = quick ? 200 : 1_500;
        await queue.AddAsync(() => Work.Nothing());
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => AddMany(queue, each))).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return [new Figure($"add, {Threads} threads one by one", "/s", Threads * each / seconds)];
    }

    private static void AddMany(AsyncEngine.JobQueue queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            queue.Add(() => Work.Nothing());
        }
    }
}
