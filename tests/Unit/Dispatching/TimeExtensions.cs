using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Moves a test's clock while others work.</summary>
internal static class TimeExtensions
{
    /// <summary>
    /// Moves the clock step by step until the task is over: a timer that another thread is about to set is not missed,
    /// as a single step would.
    /// </summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        var end = Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        while (await Task.WhenAny(task, end, Task.Delay(5, TestContext.Current.CancellationToken)) != task)
        {
            Assert.False(end.IsCompleted, "What the test waits for did not come within 30 seconds.");
            time.Advance(step);
        }

        await task;
    }
}
