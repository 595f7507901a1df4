using AsyncEngine.Diagnostics;
using AsyncEngine.Dispatching;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine.Maintenance;

/// <summary>
/// Removes jobs that were completed longer ago than the dispatcher's options say, a few in a transaction, so that
/// nobody waits long for it. Jobs that unfinished ones refer to stay.
/// </summary>
internal sealed class RetentionLoop(DispatcherCore core, TimeSpan keep)
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stop)
    {
        // Dispatchers that start together do not come together.
        var pause = TimeSpan.FromTicks(Math.Clamp(keep.Ticks / 10, Often.Ticks, Seldom.Ticks));
        await Task.Delay(pause * Random.Shared.NextDouble(), core.Time, stop).ConfigureAwait(false);
        while (true)
        {
            var removed = await core.Link.AskAsync(() => Retention.RemoveAsync(
                core.Store.Storage.Jobs, Moments.Before(core.Now, keep), stop)).ConfigureAwait(false);
            if (removed > 0)
            {
                Log.Removed(core.Log, removed, keep);
            }

            await Task.Delay(pause, core.Time, stop).ConfigureAwait(false);
        }
    }
}
