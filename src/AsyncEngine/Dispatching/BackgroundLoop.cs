using AsyncEngine.Diagnostics;
using AsyncEngine.Scheduling;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>Keeps a loop going until it is told to stop: what it throws is logged, and it begins again after a pause.</summary>
internal sealed class BackgroundLoop(ILogger log, CancellationToken stop)
{
    public Task RunAsync(string name, Func<CancellationToken, Task> loop) => Task.Run(async () =>
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                await loop(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // See the summary.
            catch (Exception exception)
            {
                var delay = Backoff.Outage(++failures, Random.Shared.NextDouble());
                Log.LoopFailed(log, name, delay, exception);
                await Task.Delay(delay, TimeProvider.System, stop)
                    .ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            }
#pragma warning restore CA1031
        }
    });
}
