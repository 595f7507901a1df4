using AsyncEngine;

namespace Bench.Scenarios;

/// <summary>Opens stores for scenarios: defaults only, so that nothing is measured that a user would not get.</summary>
internal static class Stores
{
    /// <summary>The most that one atomic batch takes.</summary>
    public const int Batch = 50_000;

    /// <summary>A server's connection string: then each scenario has a schema of its own there, instead of a file.</summary>
    public static string? Server { get; set; }

    public static AsyncStore Open(string folder) => AsyncStore.Open(Locate(folder));

    /// <summary>Where the store of a scenario's folder is.</summary>
    public static string Locate(string folder)
    {
        if (Server is null)
        {
            return Path.Combine(folder, "jobs.db");
        }

        // A scenario's folder is new in every round, and so has to be its schema.
        var note = Path.Combine(folder, "schema");
        if (!File.Exists(note))
        {
            File.WriteAllText(note, $"bench_{Guid.NewGuid():N}");
        }

        return $"{Server};Schema={File.ReadAllText(note)}";
    }

    /// <summary>Adds calls of <see cref="Work.Nothing"/> as one batch.</summary>
    public static Task AddNothingAsync(AsyncStore store, int count) =>
        store.Queue().AddRangeAsync(Enumerable.Range(0, count), _ => Work.Nothing());
}
