using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Moves a test's clock while others work.</summary>
internal static class TimeExtensions
{
    private const int StepsAtOnePace = 40;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Moves the clock step by step until the task is over: a timer that another thread is about to set is not missed,
    /// as a single step would.
    /// </summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        await time.AdvanceUntilAsync(() => Task.FromResult(task.IsCompleted), step);
        await task;
    }

    /// <summary>
    /// Moves the clock step by step until it is so. The pauses between the steps grow: on a busy machine others must
    /// have their time to keep up, since to them a clock that runs away is a machine that slept.
    /// </summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Func<Task<bool>> isSo, TimeSpan step)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        for (var steps = 0; !await isSo(); steps++)
        {
            Assert.False(limit.IsCancellationRequested, $"What the test waits for did not come within {Limit}.");
            time.Advance(step);
            await Task.Delay(5 << Math.Min(steps / StepsAtOnePace, 8), TestContext.Current.CancellationToken);
        }
    }
}
