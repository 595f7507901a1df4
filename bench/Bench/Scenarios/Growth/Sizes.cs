using System.Globalization;
using AsyncEngine;

namespace Bench.Scenarios.Growth;

/// <summary>The sizes at which stores are asked.</summary>
internal static class Sizes
{
    public static int[] Of(bool quick) => quick ? [1_000, 20_000] : [1_000, 100_000, 1_000_000];

    public static string Text(int size) => size.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Adds jobs that do nothing, in batches.</summary>
    /// <returns>The id of the last one.</returns>
    public static async Task<long> AddAsync(AsyncStore store, int count, JobOptions? options = null, string queue = "default")
    {
        var last = 0L;
        for (var left = count; left > 0; left -= Stores.Batch)
        {
            var jobs = await store.Queue(queue).AddRangeAsync(
                Enumerable.Range(0, Math.Min(left, Stores.Batch)), _ => Work.Nothing(), options);
            last = jobs[^1].Id;
        }

        return last;
    }
}
