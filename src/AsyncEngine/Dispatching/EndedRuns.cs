using System.Diagnostics;

namespace AsyncEngine.Dispatching;

/// <summary>Runs whose outcome is not in the store yet. Guarded by its owner.</summary>
internal sealed class EndedRuns
{
    // Decision 14 of storage: what is kept while the store does not answer.
    private const int MaxUnsettled = 10_000;
    private const long MaxUnsettledBytes = 64L << 20;

    private readonly List<JobRun> _interrupted = [];
    private List<JobRun> _waiting = [];
    private long _unsettledBytes;
    private long _ticks;
    private int _jobs;

    /// <summary>How many are not settled: those that wait for a turn, and those that are in one.</summary>
    public int Unsettled { get; private set; }

    /// <summary>Whether so much is kept that nothing more should begin.</summary>
    public bool IsFull => Unsettled >= MaxUnsettled || _unsettledBytes >= MaxUnsettledBytes;

    /// <summary>How many could be settled now.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether a worker waits for one of them to be settled.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>A run has ended.</summary>
    public void Add(JobRun run)
    {
        if (!run.IsCallback)
        {
            _jobs++;
            _ticks += Stopwatch.GetTimestamp() - run.StartedStamp;
        }

        AddAgain(run);
    }

    /// <summary>A run that was here before has got another settlement.</summary>
    public void AddAgain(JobRun run)
    {
        if (run.Settlement is not { } settlement)
        {
            return;
        }

        (settlement.Requeue is { CountsAsInterruption: true } ? _interrupted : _waiting).Add(run);
        IsAwaited |= run.Verdict is not null;
        Unsettled++;
        _unsettledBytes += settlement.Result.Length;
    }

    /// <summary>
    /// Lets interrupted runs be settled, in the order in which they were claimed: the first that is put back is the
    /// first in line (R022).
    /// </summary>
    public void ReleaseInterrupted()
    {
        if (_interrupted.Count > 0)
        {
            _waiting.AddRange(_interrupted.OrderBy(run => run.Order));
            _interrupted.Clear();
        }
    }

    /// <summary>Takes those that wait for a turn.</summary>
    public IReadOnlyList<JobRun> Take()
    {
        var taken = _waiting;
        _waiting = [];
        IsAwaited = false;
        return taken;
    }

    /// <summary>They have been settled.</summary>
    public void Settled(IReadOnlyList<JobRun> runs, long bytes)
    {
        Unsettled -= runs.Count;
        _unsettledBytes -= bytes;
    }

    /// <summary>How many jobs have ended since the last time, and how long they took together.</summary>
    public (int Jobs, TimeSpan Time) TakeMeasure()
    {
        var measure = (_jobs, Stopwatch.GetElapsedTime(0, _ticks));
        _jobs = 0;
        _ticks = 0;
        return measure;
    }
}
