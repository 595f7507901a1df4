using System.Diagnostics;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Where an agent's loop and its workers meet: claimed jobs go one way, ended runs the other. One lock guards all of
/// it; nobody does anything else while holding it.
/// </summary>
/// <param name="wake">Rings at the agent's loop.</param>
/// <param name="claimAhead">How much work may be claimed ahead.</param>
internal sealed class Handover(AsyncWake wake, TimeSpan claimAhead)
{
    // Trap 3 of storage: no job waits behind one that runs longer than this.
    private static readonly TimeSpan LongRun = TimeSpan.FromMilliseconds(100);

    // How long outcomes of short jobs wait for others while there is enough to do, and for how many jobs that pays.
    private static readonly TimeSpan LongestLinger = TimeSpan.FromMilliseconds(2);
    private const int FewestToLingerFor = 64;

    private readonly object _gate = new();

    // All guarded by _gate.
    private readonly ClaimAhead _ahead = new(claimAhead);
    private readonly ReadyWork _ready = new(claimAhead);
    private readonly RunningRuns _running = new();
    private readonly EndedRuns _ended = new();
    private int _threads;
    private int _idle;
    private int _busy;
    private int _capacity;
    private bool _claims = true;
    private bool _isLastClaimMade;
    private bool _closed;
    private bool _inTurn;
    private long? _lingersSince;

    // What the last turn said, and what has happened since. Guarded by _gate.
    private bool _changed = true;
    private bool _moreReady;
    private bool _aheadIsBlocked;
    private bool _isPaused;

    /// <summary>How many jobs may run at once.</summary>
    public int Capacity
    {
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
                return (_busy, _ready.Count, _ended.Unsettled);
            }
        }
    }

    /// <summary>Whether there is nothing in hand.</summary>
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

    /// <summary>Whether there is nothing in hand, and nothing that the next turn might bring.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return IsEmpty && !_inTurn && (!_claims || _isLastClaimMade || _capacity == 0 || !MayClaim);
            }
        }
    }

    /// <summary>Whether nothing happens here unless a call ends, or somebody comes from outside.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (_gate)
            {
                var (want, ahead) = Room_NeedsLock();
                return !_inTurn && _ended.Unsettled == 0 && (_ready.Count == 0 || Free == 0)
                    && !IsWorthATurn_NeedsLock(want, ahead);
            }
        }
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

    private bool IsEmpty => _busy + _ready.Count + _ended.Unsettled == 0;

    private bool MayClaim => _changed || _moreReady;

    private int Free => Math.Max(0, _capacity - _busy);

    /// <summary>The runs that go on.</summary>
    public IReadOnlyList<JobRun> Running()
    {
        lock (_gate)
        {
            return _running.ToList();
        }
    }

    /// <summary>A worker is there. It counts until <see cref="Take"/> sends it home, or it leaves.</summary>
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

    /// <summary>Waits for work. False: the worker has to end.</summary>
    /// <param name="wasBusy">Whether the worker had taken work before.</param>
    /// <param name="work">What to do.</param>
    public bool Take(bool wasBusy, out Work work)
    {
        lock (_gate)
        {
            _busy -= wasBusy ? 1 : 0;
            while (_threads <= _capacity && !_closed)
            {
                if (!_ended.IsFull && TryTake_NeedsLock(out work))
                {
                    return true;
                }

                _idle++;
                wake.Set();
                Monitor.Wait(_gate);
                _idle--;
            }

            _threads--;
        }

        wake.Set();
        work = default;
        return false;
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
            _running.Remove(run);
            _ended.Add(run);
            if (_lingersSince is not null && HasEnoughToDo_NeedsLock())
            {
                return;
            }
        }

        wake.Set();
    }

    /// <summary>A run that the store refused is given in again, with another settlement.</summary>
    public void Resettle(JobRun run)
    {
        lock (_gate)
        {
            _ended.AddAgain(run);
        }

        wake.Set();
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

    /// <summary>No more claims; what was claimed begins.</summary>
    public void EndClaims()
    {
        lock (_gate)
        {
            _isLastClaimMade = true;
        }
    }

    /// <summary>No more claims; what was claimed and has not begun goes back.</summary>
    public void StopClaiming()
    {
        lock (_gate)
        {
            _claims = false;
        }

        wake.Set();
    }

    /// <summary>Sends all workers home; nothing more begins.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _claims = false;
            _closed = true;
            _ready.DropCallbacks();
            Monitor.PulseAll(_gate);
        }

        wake.Set();
    }

    /// <summary>What the next turn is to be; null when there is no reason for one.</summary>
    public TurnPlan? Plan()
    {
        lock (_gate)
        {
            if (Lingers_NeedsLock())
            {
                return null;
            }

            // What a stop cuts short waits for the last of it, so that it can go back in order.
            if (!_closed || _running.Count == 0)
            {
                _ended.ReleaseInterrupted();
            }

            var (jobs, time) = _ended.TakeMeasure();
            _ahead.Took(jobs, time);
            var starts = _running.TakeStarts(out var longest);
            var giveBacks = TakeGiveBacks_NeedsLock(longest);
            var (want, ahead) = Room_NeedsLock();
            if (_ended.Waiting + starts.Count + giveBacks.Count == 0 && !IsWorthATurn_NeedsLock(want, ahead))
            {
                return null;
            }

            _changed = false;
            _inTurn = true;
            return new TurnPlan(_ended.Take(), starts, giveBacks, want, ahead, SlotsAhead_NeedsLock(giveBacks));
        }
    }

    /// <summary>What a turn is to claim that waits for a job; null when nobody is free for one.</summary>
    public TurnPlan? PlanStanding()
    {
        lock (_gate)
        {
            var (want, ahead) = Room_NeedsLock();
            return want > 0 && !_isPaused ? new TurnPlan([], [], [], want, ahead, SlotsAhead_NeedsLock([])) : null;
        }
    }

    /// <summary>The turn was written: takes in what it brought.</summary>
    /// <returns>How many jobs and callbacks now wait for a thread.</returns>
    public int Accept(TurnPlan plan, TurnResult result)
    {
        lock (_gate)
        {
            _ended.Settled(plan.Ended, plan.Bytes);
            var bytes = 0L;
            foreach (var job in result.Claimed)
            {
                _ready.Add(job);
                bytes += job.Arguments.Length;
            }

            _ahead.Weighed(result.Claimed.Count, bytes);
            _moreReady = plan.Claims ? result.MoreReady : _moreReady || result.MoreReady;
            _aheadIsBlocked = plan.Want == 0 && plan.Ahead > 0 && result.Claimed.Count == 0;
            _isPaused = result.QueuePaused;
            return Release_NeedsLock();
        }
    }

    /// <summary>The turn is over, with all that it brought.</summary>
    public void EndTurn()
    {
        lock (_gate)
        {
            _inTurn = false;
        }
    }

    /// <summary>Callbacks have become due; they go before all jobs.</summary>
    public int Accept(CallbackWork work)
    {
        lock (_gate)
        {
            _ready.Add(work);
            return Release_NeedsLock();
        }
    }

    /// <summary>A job whose settle met a conflict runs again, within the run that it has.</summary>
    public void Accept(ClaimedJob again)
    {
        lock (_gate)
        {
            _ready.Add(again with { IsAhead = false });
            Release_NeedsLock();
        }
    }

    /// <summary>When the loop has to look again although nothing wakes it: to mark a start, to give back.</summary>
    public TimeSpan? NextCheck()
    {
        lock (_gate)
        {
            if (_lingersSince is not null)
            {
                return LongestLinger;
            }

            var check = _running.NextCheck(_ready.HasSurplus(Free) ? LongRun : null);
            return _ready.UntilLate is { } late && !(late >= check) ? late : check;
        }
    }

    /// <summary>
    /// Whether to wait for more outcomes: a turn right after one that brought many jobs would settle a few of them, and
    /// workers would run out of jobs before the next one.
    /// </summary>
    private bool Lingers_NeedsLock()
    {
        var isOver = _lingersSince is { } since && Stopwatch.GetElapsedTime(since) >= LongestLinger;
        var lingers = !isOver && _ended.Waiting > 0 && HasEnoughToDo_NeedsLock();
        _lingersSince = lingers ? _lingersSince ?? Stopwatch.GetTimestamp() : null;
        return lingers;
    }

    private bool HasEnoughToDo_NeedsLock()
    {
        var portion = _ahead.Limit(_capacity) / 2;
        return _claims && !_closed && !_isPaused && portion >= FewestToLingerFor && _ready.Count >= portion
            && _ended.Waiting < portion && !_ended.IsAwaited && !_ready.HasLate;
    }

    private (int Want, int Ahead) Room_NeedsLock()
    {
        if (!_claims || _isLastClaimMade || _ended.IsFull)
        {
            return (0, 0);
        }

        var room = _capacity - _busy - _ready.Count;
        return (Math.Max(0, room), Math.Max(0, _ahead.Limit(_capacity) - Math.Max(0, -room)));
    }

    // What has just gone back is not taken again in the same turn.
    private int SlotsAhead_NeedsLock(List<RunKey> giveBacks) =>
        giveBacks.Count > 0 ? 0 : Math.Max(0, _ahead.SlotLimit(_capacity) - _ready.SlotsKept);

    private bool TryTake_NeedsLock(out Work work)
    {
        var isTaken = _ready.TryTake(_claims, out work);
        if (isTaken)
        {
            _busy++;
        }

        if (work.Until is not null)
        {
            _ahead.BeganInTime();
        }

        if (_ready.HasLate)
        {
            wake.Set();
        }

        return isTaken;
    }

    private bool IsWorthATurn_NeedsLock(int want, int ahead) =>
        MayClaim && (want > 0 || (ahead > 0 && !_aheadIsBlocked && ahead * 2 >= _ahead.Limit(_capacity)));

    private List<RunKey> TakeGiveBacks_NeedsLock(TimeSpan longest)
    {
        var late = _ready.TakeLate();
        if (late.Count > 0)
        {
            _ahead.WereTooMany(longest);
        }

        // Jobs that a free thread is about to take stay, unless nothing more is to begin.
        var free = _claims ? Free : 0;
        if (!_ready.HasSurplus(free) || (_claims && !_isPaused && longest < LongRun))
        {
            return late;
        }

        if (longest >= LongRun)
        {
            _ahead.IsTaking(longest);
        }

        return [.. late, .. _ready.TakeSurplus(free)];
    }

    private int Release_NeedsLock()
    {
        if (_closed)
        {
            _ready.DropCallbacks();
        }

        for (var i = Math.Min(_ready.Count, _idle); i > 0; i--)
        {
            Monitor.Pulse(_gate);
        }

        return _ready.Count;
    }
}
