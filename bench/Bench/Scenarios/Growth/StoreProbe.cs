using System.Diagnostics;
using AsyncEngine;
using AsyncEngine.Storage;

namespace Bench.Scenarios.Growth;

/// <summary>What people and dispatchers ask a store, one question after the other, as medians.</summary>
internal sealed class StoreProbe(AsyncStore store)
{
    private const int Claimed = 100;
    private const int Rounds = 20;

    private DispatcherRegistration? _registration;

    /// <summary>A claim of a hundred jobs, which are given back.</summary>
    public async Task<double> ClaimAsync()
    {
        var registration = _registration ??= await store.Storage.Dispatchers.ActivateAsync(
            new DispatcherIdentity
            {
                Uuid = Guid.NewGuid(),
                Host = "bench",
                ProcessId = Environment.ProcessId,
                Version = "bench",
                PingInterval = TimeSpan.FromHours(1),
                DeathInterval = TimeSpan.FromHours(2),
                Agents = [new AgentIdentity("main", "default", Claimed)],
            },
            CancellationToken.None);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var turn = await store.Storage.Runs.TurnAsync(Turn(registration) with { Ahead = Claimed }, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await store.Storage.Runs.TurnAsync(
                Turn(registration) with { GiveBacks = [.. turn.Claimed.Select(job => job.Key)] }, CancellationToken.None);
        }

        return Median(times);
    }

    /// <summary>The first twenty jobs of the list.</summary>
    public Task<double> ListAsync() => TimeAsync(async () =>
    {
        var shown = 0;
        await foreach (var job in store.GetJobsAsync())
        {
            _ = job.Id;
            if (++shown == 20)
            {
                break;
            }
        }
    });

    /// <summary>The queue's counts.</summary>
    public Task<double> CountAsync() => TimeAsync(() => store.Queue().GetInfoAsync());

    /// <summary>Why the last job waits.</summary>
    public Task<double> ExplainAsync(long id) =>
        TimeAsync(() => store.Storage.Jobs.ExplainAsync([id], CancellationToken.None));

    /// <summary>Opening the store once more, up to its first answer.</summary>
    public static Task<double> OpenAsync(string folder) => TimeAsync(async () =>
    {
        await using var again = Stores.Open(folder);
        await again.Queue().GetInfoAsync();
    });

    private static Turn Turn(DispatcherRegistration registration) => new()
    {
        DispatcherId = registration.DispatcherId,
        AgentId = registration.AgentIds[0],
    };

    private static async Task<double> TimeAsync(Func<Task> ask)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
