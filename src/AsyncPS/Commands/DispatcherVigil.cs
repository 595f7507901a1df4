using AsyncEngine.Dispatching;
using AsyncEngine.Scheduling;
using AsyncPS.Services.Logging;
using AsyncPS.Services.Notifying;
using AsyncPS.Services.Stopping;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Stays with a dispatcher in the foreground until it is to stop, and then stops it.</summary>
/// <param name="local">The dispatcher.</param>
/// <param name="settings">How long it works, and how it stops.</param>
/// <param name="log">Its file; null = none.</param>
/// <param name="said">Brings what it logs into the pipeline.</param>
internal sealed class DispatcherVigil(
    LocalDispatcher local, VigilSettings settings, DispatcherLog? log, PipelineLog said)
{
    private StopCause _cause;

    /// <summary>Blocks until the dispatcher has stopped, and says how: <see cref="StopRules"/>.</summary>
    /// <param name="drain">Whether to stop when nothing is left that can run.</param>
    /// <param name="interrupted">Ctrl+C.</param>
    public int Keep(bool drain, CancellationToken interrupted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var signals = new StopSignals(cause => End(cause, ending), local.Hurry);
        local.IsAttended = true;
        using var manager = ManagerLink.Open(local.Dispatcher, settings.Wishes, settings.LongestSilence);
        using var limit = settings.MaxRunTime is { } longest
            ? new LongTimer(settings.Clock, longest, () => End(StopCause.Limit, ending))
            : null;
        int exitCode;
        try
        {
            WaitFor(drain, ending.Token);
        }
        finally
        {
            try
            {
                exitCode = Stop(interrupted.IsCancellationRequested ? StopCause.Interrupted : _cause, manager);
            }
            finally
            {
                signals.SetStopped();
            }
        }

        return exitCode;
    }

    private void End(StopCause cause, CancellationTokenSource ending)
    {
        _cause = cause;
        ending.Cancel();
    }

    private int Stop(StopCause cause, ManagerLink? manager)
    {
        var patience = StopRules.Patience(cause, settings.StopTimeout, OperatingSystem.IsWindows());
        var before = local.Dispatcher.GetStatistics();
        manager?.SayStopping($"Stopping; running jobs ({before.Running}) have {DisplayText.Duration(patience)} to end");
        FinishStop(local.StopAsync(patience, CancellationToken.None));
        var exitCode = StopRules.ExitCode(before, local.Dispatcher.GetStatistics());
        log?.Say(LogLevel.Information, $"Stopped ({cause}), exit code {exitCode}.");
        return exitCode;
    }

    // Whatever becomes of the pipeline meanwhile, the dispatcher has stopped when this ends.
    private void FinishStop(Task stop)
    {
        try
        {
            said.WriteUntil(stop);
            said.WriteRest();
        }
        catch (PipelineStoppedException)
        {
            // After Ctrl+C nobody reads; the caller ends the pipeline when all is done.
        }
        finally
        {
            stop.ConfigureAwait(false).GetAwaiter().GetResult();
        }
    }

    private void WaitFor(bool drain, CancellationToken ending)
    {
        try
        {
            var wait = drain ? local.Dispatcher.DrainAsync(ending) : StoppedAsync(ending);
            said.WriteUntil(wait);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Ctrl+C, a signal or the end of its time: what follows is the same.
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
