using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What waits for a thread: callbacks first, then jobs as they were claimed. Guarded by its owner.</summary>
internal sealed class ReadyWork
{
    private readonly Queue<Work> _jobs = new();
    private readonly Queue<CallbackWork> _callbacks = new();
    private long _claimed;

    public int Count => _jobs.Count + _callbacks.Count;

    public void Add(ClaimedJob job)
    {
        if (job.CallbacksOnly is { } due)
        {
            _callbacks.Enqueue(new CallbackWork(job, due));
        }
        else
        {
            _jobs.Enqueue(new Work(job, null, _claimed++));
        }
    }

    public void Add(CallbackWork callbacks) => _callbacks.Enqueue(callbacks);

    /// <summary>The next one.</summary>
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
        return jobsToo && _jobs.TryDequeue(out work);
    }

    /// <summary>Leaves callbacks to whoever gets their jobs next.</summary>
    public void DropCallbacks() => _callbacks.Clear();

    /// <summary>Whether more jobs wait than there are threads about to take them.</summary>
    /// <param name="free">How many threads are free.</param>
    public bool HasSurplus(int free) => _jobs.Count > Math.Max(0, free - _callbacks.Count);

    /// <summary>Takes out the jobs that no thread is about to take.</summary>
    /// <param name="free">How many threads are free.</param>
    public List<RunKey> TakeSurplus(int free)
    {
        var keep = Math.Max(0, free - _callbacks.Count);
        var surplus = new List<RunKey>();
        for (var i = _jobs.Count; i > 0; i--)
        {
            var work = _jobs.Dequeue();
            if (keep-- > 0)
            {
                _jobs.Enqueue(work);
            }
            else
            {
                surplus.Add(work.Job!.Key); // callbacks have a queue of their own
            }
        }

        return surplus;
    }
}
