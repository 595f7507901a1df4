using AsyncEngine;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios.Growth;

/// <summary>Drains a store that was just made for it.</summary>
internal static class FreshStore
{
    /// <summary>Jobs run per second.</summary>
    /// <param name="folder">The scenario's folder.</param>
    /// <param name="name">Of the store within it.</param>
    /// <param name="count">How many jobs can run.</param>
    /// <param name="fill">Adds them, and whatever else lies in the store.</param>
    public static async Task<double> DrainAsync(string folder, string name, int count, Func<AsyncStore, Task> fill)
    {
        await using var store = Stores.Open(Directory.CreateDirectory(Path.Combine(folder, name)).FullName);
        await fill(store);
        return count / await Drains.RunAsync(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] }, count);
    }
}
