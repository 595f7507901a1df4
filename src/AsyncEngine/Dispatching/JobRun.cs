using System.Diagnostics;
using AsyncEngine.Calls;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// One call that a worker runs, a job's or a callback's. It is finished by its worker or abandoned by its agent, never
/// both.
/// </summary>
#pragma warning disable CA1001 // The source has no timer, and threads of the job may hold its token for ever.
internal sealed class JobRun
#pragma warning restore CA1001
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _cancellation = new();

    // Guarded by _gate.
    private ICallRunner? _runner;
    private IDisposable? _limit;
    private bool _over;
    private bool _isReassigned;

    private volatile StopReason _reason;

    public JobRun(ClaimedJob job, RunKey key, string queue, Worker worker, DateTimeOffset startedAt)
    {
        Worker = worker;
        Job = job;
        Key = key;
        Queue = queue;
        StartedAt = startedAt;
        StartedStamp = Stopwatch.GetTimestamp();
        StartIsMarked = job.IsActive || key.JobId != key.RootId;
    }

    /// <summary>The job that was claimed; for a callback its root.</summary>
    public ClaimedJob Job { get; }

    public RunKey Key { get; }

    public string Queue { get; }

    /// <summary>In which order jobs were claimed: those that are put back come back in it (R022).</summary>
    public long Order { get; init; }

    /// <summary>Whose thread it runs on.</summary>
    public Worker Worker { get; }

    public bool IsCallback => Key.JobId != Key.RootId;

    /// <summary>When its call began, by the store's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When its call began, by this machine's own clock: for pacing, never stored.</summary>
    public long StartedStamp { get; }

    /// <summary>Whether the store knows that it is active. Touched by the agent's loop only.</summary>
    public bool StartIsMarked { get; set; }

    public CancellationToken Token => _cancellation.Token;

    public StopReason Reason => _reason;

    public OutputRecorder? Output { get; set; }

    /// <summary>What is to be written of it; set once, by whoever ended the run.</summary>
    public Settlement? Settlement { get; set; }

    /// <summary>Not null: its worker waits for the verdict on the settlement; null as verdict: there is none.</summary>
    public TaskCompletionSource<SettleResult?>? Verdict { get; init; }

    /// <summary>A callback without a call for its parent's outcome: it is told as its parent's, not as its own.</summary>
    public bool PassesThrough { get; init; }

    /// <summary>Conflicts that its calls have met.</summary>
    public int Conflicts { get; set; }

    /// <summary>The store has refused what the call brought once. Touched by the agent's loop only.</summary>
    public bool WasRefused { get; set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(StartedStamp);

    /// <summary>Starts the clock of the job's time limit.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limit">How long it may run.</param>
    /// <param name="onLimit">Told when that has passed.</param>
    public void Limit(TimeProvider time, TimeSpan limit, Action<JobRun> onLimit)
    {
        lock (_gate)
        {
            _limit = new LongTimer(time, limit, () => onLimit(this));
        }
    }

    /// <summary>A script call begins (a runner) or has ended (null): who has to be told to stop.</summary>
    public void SetRunner(ICallRunner? runner)
    {
        lock (_gate)
        {
            _runner = runner;
            if (runner is not null && _reason != StopReason.None)
            {
                runner.Stop();
            }
        }
    }

    /// <summary>Tells the call to end. False when it was told before, or is over.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="time">The clock of the grace.</param>
    /// <param name="grace">How long the call has to obey.</param>
    /// <param name="onDeaf">Told when it has not.</param>
    public bool Stop(StopReason reason, TimeProvider time, TimeSpan grace, Action<JobRun> onDeaf)
    {
        lock (_gate)
        {
            if (_over || _reason != StopReason.None)
            {
                return false;
            }

            _reason = reason;
            _runner?.Stop();
            _limit?.Dispose();
            _limit = time.CreateTimer(_ => onDeaf(this), null, grace, Timeout.InfiniteTimeSpan);
        }

        // What the job registered on its token runs on a thread that may be kept.
        _ = Task.Run(Cancel);
        return true;
    }

    /// <summary>Ends the run. True for the first caller only: the other's outcome does not count.</summary>
    public bool TryEnd()
    {
        lock (_gate)
        {
            if (_over)
            {
                return false;
            }

            _over = true;
            _runner = null;
            _limit?.Dispose();
            return true;
        }
    }

    /// <summary>Notes that the job belongs to somebody else. True for the first caller only.</summary>
    public bool TryReassign()
    {
        lock (_gate)
        {
            var isFirst = !_isReassigned;
            _isReassigned = true;
            return isFirst;
        }
    }

    private void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // The job's own registrations failed: they belong to the call that is being stopped.
        }
    }
}
