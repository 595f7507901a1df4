using AsyncEngine;

namespace Bench.Scenarios;

/// <summary>Opens stores for scenarios: defaults only, so that nothing is measured that a user would not get.</summary>
internal static class Stores
{
    /// <summary>The most that one atomic batch takes.</summary>
    public const int Batch = 50_000;

    public static AsyncStore Open(string folder) => AsyncStore.Open(Path.Combine(folder, "jobs.db"));

    /// <summary>Adds calls of <see cref="Work.Nothing"/> as one batch.</summary>
    public static Task AddNothingAsync(AsyncStore store, int count) =>
        store.Queue().AddRangeAsync(Enumerable.Range(0, count), _ => Work.Nothing());
}
