using System.Diagnostics;
using System.Globalization;
using AsyncEngine;

namespace Bench.Scenarios;

/// <summary>This program as another process that adds jobs: one, then the next when it is told to.</summary>
internal static class AdderProcess
{
    /// <summary>
    /// Adds that are no jobs of anybody: this process is a new one in each round, and the compiler has to meet a method some
    /// hundred times, for a second or two, before it is done with it. That is what a new process costs, not a job.
    /// </summary>
    private const int WarmUp = 1_000;

    public static Process Start(string storePath, int count)
    {
        // Also when it was started by the "dotnet" command, which is then this process's program.
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(AdderProcess).Assembly.Location);
        start.ArgumentList.Add("--adder");
        start.ArgumentList.Add(storePath);
        start.ArgumentList.Add(count.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        await using var store = AsyncStore.Open(args[0]);
        var nobodys = await store.CreateQueueAsync("nobody");
        for (var left = WarmUp; left > 0; left--)
        {
            await nobodys.AddAsync(() => Work.Now());
        }

        var queue = store.Queue();
        for (var left = int.Parse(args[1], CultureInfo.InvariantCulture); left > 0; left--)
        {
            var before = Stopwatch.GetTimestamp();
            var job = await queue.AddAsync(() => Work.Now());
            Console.WriteLine($"{job.Id} {before}");
            Console.ReadLine();
        }

        return 0;
    }
}
