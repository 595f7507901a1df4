using System.Diagnostics;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What waits for a thread: callbacks first, then jobs as they were claimed. Guarded by its owner.</summary>
/// <param name="longestWait">How long slots may be held for a job that waits (docs/adr/0023).</param>
internal sealed class ReadyWork(TimeSpan longestWait)
{
    private readonly Queue<Work> _jobs = new();
    private readonly Queue<CallbackWork> _callbacks = new();

    // Until when the waiting jobs that keep slots may begin, in their order: the first one is the first to be late.
    private readonly Queue<long> _untils = new();
    private readonly List<RunKey> _late = [];
    private long _claimed;

    public int Count => _jobs.Count + _callbacks.Count + _late.Count;

    /// <summary>How many of them keep slots while they wait.</summary>
    public int SlotsKept => _untils.Count;

    /// <summary>Whether jobs waited too long and are to go back.</summary>
    public bool HasLate => _late.Count > 0;

    /// <summary>How long it takes until the next one has waited too long; null when there is none.</summary>
    public TimeSpan? UntilLate => HasLate ? TimeSpan.Zero
        : !_untils.TryPeek(out var until) ? null
        : Stopwatch.GetTimestamp() is var now && now >= until ? TimeSpan.Zero
        : Stopwatch.GetElapsedTime(now, until);

    public void Add(ClaimedJob job)
    {
        if (job.CallbacksOnly is { } due)
        {
            _callbacks.Enqueue(new CallbackWork(job, due));
        }
        else if (job.KeepsSlotsWaiting)
        {
            var until = Stopwatch.GetTimestamp() + (long)(longestWait.TotalSeconds * Stopwatch.Frequency);
            _untils.Enqueue(until);
            _jobs.Enqueue(new Work(job, null, _claimed++, until));
        }
        else
        {
            _jobs.Enqueue(new Work(job, null, _claimed++));
        }
    }

    public void Add(CallbackWork callbacks) => _callbacks.Enqueue(callbacks);

    /// <summary>The next one that may still begin.</summary>
    /// <param name="jobsToo">Whether jobs may begin, or callbacks only.</param>
    /// <param name="work">What to do.</param>
    public bool TryTake(bool jobsToo, out Work work)
    {
        if (_callbacks.TryDequeue(out var callbacks))
        {
            work = new Work(null, callbacks);
            return true;
        }

        work = default;
        while (jobsToo && TryDequeue(out work))
        {
            if (!IsLate(work))
            {
                return true;
            }

            _late.Add(work.Job!.Key); // callbacks have a queue of their own
        }

        return false;
    }

    /// <summary>Leaves callbacks to whoever gets their jobs next.</summary>
    public void DropCallbacks() => _callbacks.Clear();

    /// <summary>Takes out the jobs that waited too long while they kept slots from others.</summary>
    public List<RunKey> TakeLate()
    {
        if (_untils.TryPeek(out var until) && Stopwatch.GetTimestamp() >= until)
        {
            Sift(IsLate, _late);
        }

        List<RunKey> late = [.. _late];
        _late.Clear();
        return late;
    }

    /// <summary>Whether more jobs wait than there are threads about to take them.</summary>
    /// <param name="free">How many threads are free.</param>
    public bool HasSurplus(int free) => _jobs.Count > Math.Max(0, free - _callbacks.Count);

    /// <summary>Takes out the jobs that no thread is about to take.</summary>
    /// <param name="free">How many threads are free.</param>
    public List<RunKey> TakeSurplus(int free)
    {
        var keep = Math.Max(0, free - _callbacks.Count);
        var surplus = new List<RunKey>();
        Sift(_ => keep-- <= 0, surplus);
        return surplus;
    }

    private static bool IsLate(Work work) => Stopwatch.GetTimestamp() >= work.Until;

    private bool TryDequeue(out Work work)
    {
        if (!_jobs.TryDequeue(out work))
        {
            return false;
        }

        if (work.Until is not null)
        {
            _untils.Dequeue();
        }

        return true;
    }

    private void Sift(Func<Work, bool> goes, List<RunKey> gone)
    {
        for (var i = _jobs.Count; i > 0 && TryDequeue(out var work); i--)
        {
            if (goes(work))
            {
                gone.Add(work.Job!.Key);
                continue;
            }

            _jobs.Enqueue(work);
            if (work.Until is { } until)
            {
                _untils.Enqueue(until);
            }
        }
    }
}
