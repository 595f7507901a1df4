using System.Diagnostics;

namespace Bench.Scenarios.Rivals;

/// <summary>What the rivals' jobs call: counts, or says when it was entered.</summary>
public static class Signal
{
    private static TaskCompletionSource<long> _entered = new();
    private static int _count;

    /// <summary>How many calls there were since <see cref="Reset"/>.</summary>
    public static int Count => Volatile.Read(ref _count);

    /// <summary>The job of a drain.</summary>
    public static void Nothing() => Interlocked.Increment(ref _count);

    /// <summary>The job of a latency sample.</summary>
    public static void Enter() => Volatile.Read(ref _entered).SetResult(Stopwatch.GetTimestamp());

    /// <summary>Begins to count anew.</summary>
    public static void Reset() => Volatile.Write(ref _count, 0);

    /// <summary>From the call that adds a job until the job is entered, one sample after the other.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="samples">How many.</param>
    /// <param name="add">Adds a job that calls <see cref="Enter"/>.</param>
    internal static async Task<IReadOnlyList<Figure>> LatencyAsync(string name, int samples, Func<Task> add)
    {
        var times = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            // A job that a rival runs a second time breaks the run instead of a sample: the result is set once.
            var entered = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _entered, entered);
            var start = Stopwatch.GetTimestamp();
            await add().ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(start, await entered.Task.ConfigureAwait(false)).TotalMilliseconds);
        }

        return Percentiles.Of(name, times);
    }
}
