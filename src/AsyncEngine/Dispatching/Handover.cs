using System.Diagnostics;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Where an agent's loop and its workers meet: claimed jobs go one way, ended runs the other. A worker gives in one run
/// and takes the next job in a single step.
/// </summary>
/// <param name="wake">The loop's bell.</param>
/// <param name="claimAhead">How much work may be claimed ahead.</param>
internal sealed class Handover(AsyncWake wake, TimeSpan claimAhead)
{
    // Decision 14 of storage: what is kept while the store does not answer.
    private const int MaxUnsettled = 10_000;
    private const long MaxUnsettledBytes = 64L << 20;

    // A call that runs longer than this and is not marked as begun is marked by the next turn.
    private static readonly TimeSpan MarkAfter = TimeSpan.FromMilliseconds(5);

    // Trap 3 of storage: no job waits behind one that runs longer than this.
    private static readonly TimeSpan LongRun = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();

    // All guarded by _gate.
    private readonly ClaimAhead _ahead = new(claimAhead);
    private readonly Queue<ClaimedJob> _ready = new();
    private readonly Queue<CallbackWork> _callbacks = new();
    private readonly HashSet<JobRun> _running = [];
    private List<JobRun> _ended = [];
    private long _endedTicks;
    private int _endedJobs;
    private int _unsettled;
    private long _unsettledBytes;
    private int _idle;
    private int _busy;
    private int _threads;
    private int _capacity;
    private bool _claims = true;
    private bool _giveBack;
    private bool _closed;

    // What the last turn said, and what has happened since.
    private bool _changed = true;
    private bool _moreReady;
    private bool _aheadIsBlocked;

    /// <summary>How many jobs may run at once.</summary>
    public int Capacity
    {
        get
        {
            lock (_gate)
            {
                return _capacity;
            }
        }

        set
        {
            lock (_gate)
            {
                _capacity = value;
                _changed = true;
                Monitor.PulseAll(_gate);
            }

            wake.Set();
        }
    }

    /// <summary>Jobs in hand: running, waiting for a thread, waiting to be settled.</summary>
    public (int Running, int Buffered, int Unsettled) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_busy, _ready.Count + _callbacks.Count, _unsettled);
            }
        }
    }

    /// <summary>Whether there is nothing in hand, and nothing that the next turn might bring.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return IsEmpty && (!_claims || _capacity == 0 || (!_changed && !_moreReady));
            }
        }
    }

    /// <summary>Whether the workers have nothing to do and nothing is waiting to be settled.</summary>
    public bool IsDone
    {
        get
        {
            lock (_gate)
            {
                return IsEmpty;
            }
        }
    }

    private bool IsEmpty => _busy == 0 && _ready.Count == 0 && _callbacks.Count == 0 && _unsettled == 0;

    private bool IsFull => _unsettled >= MaxUnsettled || _unsettledBytes >= MaxUnsettledBytes;

    /// <summary>The runs that are going on.</summary>
    public IReadOnlyList<JobRun> Running()
    {
        lock (_gate)
        {
            return [.. _running];
        }
    }

    /// <summary>A worker is there. Its thread counts until it leaves <see cref="Take"/> with nothing.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            _threads++;
        }
    }

    /// <summary>A worker that died, or was abandoned, is no longer there.</summary>
    public void Leave(bool wasBusy)
    {
        lock (_gate)
        {
            _threads--;
            _busy -= wasBusy ? 1 : 0;
        }

        wake.Set();
    }

    /// <summary>A call begins.</summary>
    public void Began(JobRun run)
    {
        lock (_gate)
        {
            _running.Add(run);
        }
    }

    /// <summary>A run has ended, and its settlement (if it has one) waits for the next turn.</summary>
    public void End(JobRun run)
    {
        lock (_gate)
        {
            End_NeedsLock(run);
        }

        wake.Set();
    }

    /// <summary>A run that the store refused is given in again, with another settlement.</summary>
    public void Resettle(JobRun run)
    {
        lock (_gate)
        {
            Settle_NeedsLock(run);
        }

        wake.Set();
    }

    /// <summary>Waits for work. False: the worker has to end.</summary>
    /// <param name="wasBusy">Whether the worker had taken work before.</param>
    /// <param name="work">What to do.</param>
    public bool Take(bool wasBusy, out Work work)
    {
        lock (_gate)
        {
            _busy -= wasBusy ? 1 : 0;
            while (true)
            {
                if (_threads > _capacity || _closed)
                {
                    _threads--;
                    work = default;
                    break;
                }

                if (TryDequeue_NeedsLock(out work))
                {
                    _busy++;
                    return true;
                }

                _idle++;
                wake.Set();
                Monitor.Wait(_gate);
                _idle--;
            }
        }

        wake.Set();
        return false;
    }

    /// <summary>Something happened in the store, or its time has come: the next turn claims.</summary>
    public void Look()
    {
        lock (_gate)
        {
            _changed = true;
        }

        wake.Set();
    }

    /// <summary>Whether a claim could bring anything: a free thread, and nothing claimed that waits for it.</summary>
    public bool HasRoom()
    {
        lock (_gate)
        {
            return _claims && Free_NeedsLock() > 0;
        }
    }

    /// <summary>No more claims; what was claimed and not begun goes back.</summary>
    public void StopClaiming()
    {
        lock (_gate)
        {
            _claims = false;
        }

        wake.Set();
    }

    /// <summary>Whether the workers are to go home.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closed;
            }
        }
    }

    /// <summary>Sends all workers home. Callbacks that have not begun are left to whoever gets their jobs next.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _callbacks.Clear();
            Monitor.PulseAll(_gate);
        }

        wake.Set();
    }

    /// <summary>What the next turn is to be; null when there is no reason for one.</summary>
    public TurnPlan? Plan()
    {
        lock (_gate)
        {
            _ahead.Took(_endedJobs, Stopwatch.GetElapsedTime(0, _endedTicks));
            var starts = TakeStarts_NeedsLock(out var longest);
            var giveBacks = TakeGiveBacks_NeedsLock(longest);
            var (want, ahead) = Room_NeedsLock();
            if (_ended.Count + starts.Count + giveBacks.Count == 0 && !IsWorthATurn_NeedsLock(want, ahead))
            {
                return null;
            }

            var plan = new TurnPlan(_ended, starts, giveBacks, want, ahead);
            _ended = [];
            _endedTicks = 0;
            _endedJobs = 0;
            _changed = false;
            return plan;
        }
    }

    /// <summary>The turn was written: takes in what it brought.</summary>
    /// <returns>How many jobs and callbacks now wait for a thread.</returns>
    public int Accept(TurnPlan plan, TurnResult result)
    {
        lock (_gate)
        {
            _unsettled -= plan.Ended.Count;
            _unsettledBytes -= plan.Bytes;

            foreach (var job in result.Claimed)
            {
                if (job.CallbacksOnly is not { } due)
                {
                    _ready.Enqueue(job);
                }
                else if (!_closed)
                {
                    _callbacks.Enqueue(new CallbackWork(job, due));
                }
            }

            _ahead.Weighed(result.Claimed.Count, result.Claimed.Sum(job => (long)job.Arguments.Length));
            _moreReady = plan.Claims ? result.MoreReady : _moreReady || result.MoreReady;
            _aheadIsBlocked = plan.Want == 0 && plan.Ahead > 0 && result.Claimed.Count == 0;
            _giveBack |= result.QueuePaused;
            return Release_NeedsLock();
        }
    }

    /// <summary>Callbacks have become due; they go before all jobs.</summary>
    public int Accept(CallbackWork work)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _callbacks.Enqueue(work);
            }

            return Release_NeedsLock();
        }
    }

    /// <summary>When the loop has to look again although nothing wakes it: to mark a start, to give back.</summary>
    public TimeSpan? NextCheck()
    {
        lock (_gate)
        {
            var surplus = _ready.Count + _callbacks.Count + _busy > _capacity;
            var next = TimeSpan.MaxValue;
            foreach (var run in _running)
            {
                var limit = !run.StartIsMarked ? MarkAfter : surplus ? LongRun : TimeSpan.MaxValue;
                var left = limit == TimeSpan.MaxValue ? limit : limit - run.Elapsed;
                next = left < next ? left : next;
            }

            return next == TimeSpan.MaxValue ? null : next < TimeSpan.Zero ? TimeSpan.Zero : next;
        }
    }

    private void End_NeedsLock(JobRun run)
    {
        _running.Remove(run);
        if (!run.IsCallback)
        {
            _endedJobs++;
            _endedTicks += Stopwatch.GetTimestamp() - run.StartedStamp;
        }

        Settle_NeedsLock(run);
    }

    private void Settle_NeedsLock(JobRun run)
    {
        if (run.Settlement is not null)
        {
            _ended.Add(run);
            _unsettled++;
            _unsettledBytes += run.Settlement.Result.Length;
        }
    }

    private bool TryDequeue_NeedsLock(out Work work)
    {
        work = default;
        if (IsFull)
        {
            return false;
        }

        if (_callbacks.TryDequeue(out var callbacks))
        {
            work = new Work(null, callbacks);
            return true;
        }

        if (_claims && _ready.TryDequeue(out var job))
        {
            work = new Work(job, null);
            return true;
        }

        return false;
    }

    private int Free_NeedsLock() => Math.Max(0, _capacity - _busy - _ready.Count - _callbacks.Count);

    private (int Want, int Ahead) Room_NeedsLock()
    {
        if (!_claims || IsFull)
        {
            return (0, 0);
        }

        var want = Free_NeedsLock();
        var waiting = Math.Max(0, _busy + _ready.Count + _callbacks.Count - _capacity);
        return (want, Math.Max(0, _ahead.Limit(_capacity) - waiting));
    }

    private bool IsWorthATurn_NeedsLock(int want, int ahead) =>
        (_changed || _moreReady)
        && (want > 0 || (ahead > 0 && !_aheadIsBlocked && ahead * 2 >= _ahead.Limit(_capacity)));

    private List<JobStart> TakeStarts_NeedsLock(out TimeSpan longest)
    {
        longest = TimeSpan.Zero;
        var starts = new List<JobStart>();
        foreach (var run in _running)
        {
            var elapsed = run.Elapsed;
            longest = elapsed > longest ? elapsed : longest;
            if (!run.StartIsMarked && elapsed >= MarkAfter)
            {
                run.StartIsMarked = true;
                starts.Add(new JobStart(run.Key, run.StartedAt));
            }
        }

        return starts;
    }

    private List<RunKey> TakeGiveBacks_NeedsLock(TimeSpan longest)
    {
        // Jobs that a free thread is about to take stay, unless the agent stops.
        var keep = _claims ? Math.Max(0, _capacity - _busy - _callbacks.Count) : 0;
        if (_ready.Count > keep && longest >= LongRun)
        {
            _ahead.IsTaking(longest);
            _giveBack = true;
        }

        var giveBacks = new List<RunKey>();
        for (var i = _giveBack || !_claims ? _ready.Count : 0; i > 0; i--)
        {
            var job = _ready.Dequeue();
            if (keep-- > 0)
            {
                _ready.Enqueue(job);
            }
            else
            {
                giveBacks.Add(job.Key);
            }
        }

        _giveBack = false;
        return giveBacks;
    }

    private int Release_NeedsLock()
    {
        var waiting = _ready.Count + _callbacks.Count;
        for (var i = Math.Min(waiting, _idle); i > 0; i--)
        {
            Monitor.Pulse(_gate);
        }

        return waiting;
    }
}
