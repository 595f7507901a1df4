using AsyncPS.Errors;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that can wait for jobs, and shows meanwhile how far they are.</summary>
public abstract class WaitingCmdlet : JobCmdlet
{
    private const string ProgressPreference = "ProgressPreference";

    private WaitProgress? _progress;

    private protected WaitingCmdlet()
    {
    }

    /// <summary>Shows no progress, neither of the wait nor of the jobs.</summary>
    [Parameter]
    public SwitchParameter NoProgress { get; set; }

    /// <summary>Begins to wait for jobs; with a bar for all, and one for each that reports its progress.</summary>
    private protected JobWait BeginWait(
        IReadOnlyCollection<long> ids, bool any, TimeSpan? timeout, bool showsEach = true)
    {
        RefuseOwnJobs(ids);
        var wait = new JobWait(Storage, TimeProvider.System, ids) { Any = any, Timeout = timeout };
        _progress = ShowsProgress() ? new WaitProgress(this, Storage, wait, showsEach) : null;
        return wait;
    }

    /// <summary>
    /// Waits until a wait is over, or until something holds. A job that waits lends its slot meanwhile: what it waits for
    /// may need one (R092).
    /// </summary>
    private protected void Continue(JobWait wait, Func<bool>? until = null)
    {
        IDisposable? lent = null;
        try
        {
            while (until?.Invoke() != true && !Await(token => wait.StepAsync(WaitProgress.Interval, token)))
            {
                lent ??= Engine.JobContext.CurrentIn(Storage)?.LendSlot();
                if (_progress?.IsDue == true)
                {
                    _progress.Show(Await(_progress.ReadAsync));
                }
            }
        }
        finally
        {
            lent?.Dispose();
        }
    }

    /// <summary>Ends a wait. Ids that name no job, and a timeout, are written as errors.</summary>
    private protected void EndWait(JobWait wait)
    {
        _progress?.Complete();
        foreach (var missing in wait.Missing)
        {
            WriteNotFound(missing);
        }

        if (wait.TimedOut)
        {
            WriteError(EngineErrors.ToRecord(Refusals.WaitTimedOut(wait)));
        }
    }

    // What nobody sees need not be read.
    private bool ShowsProgress()
    {
        var preference = GetVariableValue(ProgressPreference, ActionPreference.Continue);
        return !NoProgress && LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
            && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    // Jobs that a job adds begin when it has succeeded: it would wait for what waits for it.
    private void RefuseOwnJobs(IReadOnlyCollection<long> ids)
    {
        if (Engine.JobContext.CurrentIn(Storage) is not { } running)
        {
            return;
        }

        foreach (var id in ids)
        {
            running.ThrowIfAddedHere(id);
            if (id == running.JobId)
            {
                throw Refusals.WaitForItself(id);
            }
        }

        Await(token => running.ThrowIfTheyNeedTheStateAsync([.. ids], token));
    }
}
