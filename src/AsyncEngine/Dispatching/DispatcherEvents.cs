using AsyncEngine.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>Raises a dispatcher's events. What a subscriber throws is logged and goes no further.</summary>
internal sealed class DispatcherEvents(ILogger log)
{
    public event EventHandler? Activated;

    public event EventHandler? Deactivated;

    public event EventHandler? Reactivated;

    public event EventHandler<JobEventArgs>? JobStarted;

    public event EventHandler<JobEventArgs>? JobCompleted;

    public object? Sender { get; set; }

    public void RaiseActivated() => Raise(Activated, nameof(Activated));

    public void RaiseDeactivated() => Raise(Deactivated, nameof(Deactivated));

    public void RaiseReactivated() => Raise(Reactivated, nameof(Reactivated));

    public void RaiseJobStarted(JobRun run)
    {
        if (JobStarted is { } handler)
        {
            Guard(() => handler(Sender, Arguments(run)), nameof(JobStarted));
        }
    }

    public void RaiseJobCompleted(JobRun run)
    {
        if (JobCompleted is { } handler)
        {
            Guard(() => handler(Sender, Arguments(run)), nameof(JobCompleted));
        }
    }

    private static JobEventArgs Arguments(JobRun run) => new(run.Key.JobId, run.Job.Name, run.Queue)
    {
        Attempt = run.Job.Attempt,
        Elapsed = run.Elapsed,
        Outcome = run.Settlement?.Outcome,
        Error = run.Settlement?.Error,
    };

    private void Raise(EventHandler? handler, string name)
    {
        if (handler is not null)
        {
            Guard(() => handler(Sender, EventArgs.Empty), name);
        }
    }

    private void Guard(Action raise, string name)
    {
        try
        {
            raise();
        }
#pragma warning disable CA1031 // A subscriber must not harm the jobs of others.
        catch (Exception exception)
        {
            Log.SubscriberFailed(log, name, exception);
        }
#pragma warning restore CA1031
    }
}
