using AsyncEngine;

namespace Crew;

/// <summary>Adds batches from several tasks until it is killed, and says the name of each as soon as it is stored.</summary>
internal sealed class BatchAdder(CrewOptions options)
{
    private readonly int _batch = options.Number("batch", 100);
    private readonly int _tasks = options.Number("tasks", 1);

    public async Task RunAsync()
    {
        await using var store = AsyncStore.Open(options.Store);
        Stage.Say("ready");
        await Task.WhenAll(Enumerable.Range(0, _tasks).Select(task => Task.Run(() => AddAsync(store, task))));
    }

    private async Task AddAsync(AsyncStore store, int task)
    {
        for (var i = 0; ; i++)
        {
            var name = $"{Stage.Name}.{task}.{i}";
            var jobs = await store.Queue().AddRangeAsync(
                Enumerable.Range(0, _batch), number => Work.Note(number), new JobOptions { Name = name });
            Stage.Say($"batch {name} {jobs[0].Id} {jobs[^1].Id}");
        }
    }
}
