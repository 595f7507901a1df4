using System.Diagnostics;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios.Growth;

/// <summary>Asks a store that keeps more and more completed jobs, and removes some.</summary>
internal sealed class CompletedJobs : IScenario
{
    private const int Removed = 1_000;

    public string Name => "completed";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var probe = new StoreProbe(store);
        var figures = new List<Figure>();
        var present = 0;
        foreach (var size in Sizes.Of(quick))
        {
            await Sizes.AddAsync(store, size - present);
            present = size;
            await using (var dispatcher = new Dispatcher(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] }))
            {
                await dispatcher.StartAsync();
                await dispatcher.DrainAsync();
            }

            var title = $"{Sizes.Text(size)} completed";
            await Sizes.AddAsync(store, Removed);
            figures.Add(new Figure($"{title}: claim 100", "ms", await probe.ClaimAsync()));
            figures.Add(new Figure($"{title}: list 20", "ms", await probe.ListAsync()));
            figures.Add(new Figure($"{title}: count", "ms", await probe.CountAsync()));
            figures.Add(new Figure($"{title}: open the store", "ms", await StoreProbe.OpenAsync(folder)));
            var first = await FirstAsync(store);
            var start = Stopwatch.GetTimestamp();
            await store.Storage.Jobs.RemoveAsync(
                [.. Enumerable.Range(0, Removed / 2).Select(index => first + index)], CancellationToken.None);
            figures.Add(new Figure(
                $"{title}: remove", "/s", Removed / 2 / Stopwatch.GetElapsedTime(start).TotalSeconds));
        }

        return figures;
    }

    private static async Task<long> FirstAsync(AsyncEngine.AsyncStore store)
    {
        await foreach (var job in store.GetJobsAsync(new AsyncEngine.JobQuery { Statuses = [AsyncEngine.Jobs.JobStatus.Completed] }))
        {
            return job.Id;
        }

        throw new InvalidOperationException("No job is completed.");
    }
}
