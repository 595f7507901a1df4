using System.Runtime.InteropServices;
using AsyncEngine.Dispatching;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Stays with a dispatcher in the foreground until it is to stop, and then stops it.</summary>
internal sealed class DispatcherVigil(
    LocalDispatcher local, TimeSpan? maxRunTime, TimeSpan stopTimeout, TimeProvider clock)
{
    // A person who pressed Ctrl+C sits and waits.
    private static readonly TimeSpan LongestAfterCtrlC = TimeSpan.FromSeconds(5);

    /// <summary>Blocks until the dispatcher has stopped.</summary>
    /// <param name="drain">Whether to stop when nothing is left that can run.</param>
    /// <param name="interrupted">Ctrl+C.</param>
    public void Keep(bool drain, CancellationToken interrupted)
    {
        local.IsAttended = true;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true; // The process ends when the script does, after a clean stop.
            ending.Cancel();
        });
        using var limit = maxRunTime is { } longest
            ? clock.CreateTimer(_ => ending.Cancel(), null, longest, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            WaitFor(drain, ending.Token);
        }
        finally
        {
            var patience = interrupted.IsCancellationRequested && stopTimeout > LongestAfterCtrlC
                ? LongestAfterCtrlC
                : stopTimeout;
            local.StopAsync(patience, CancellationToken.None).ConfigureAwait(false).GetAwaiter().GetResult();
        }

        interrupted.ThrowIfCancellationRequested();
    }

    private void WaitFor(bool drain, CancellationToken ending)
    {
        try
        {
            var wait = drain ? local.Dispatcher.DrainAsync(ending) : StoppedAsync(ending);
            wait.ConfigureAwait(false).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Ctrl+C, SIGTERM or the end of its time: what follows is the same.
        }
    }

    // Somebody else may stop it: Stop-AsyncDispatcher in another runspace of this process.
    private async Task StoppedAsync(CancellationToken ending)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        local.Dispatcher.Deactivated += (_, _) => stopped.TrySetResult();
        if (local.Dispatcher.State == DispatcherState.Stopped)
        {
            return;
        }

        await stopped.Task.WaitAsync(ending).ConfigureAwait(false);
    }
}
