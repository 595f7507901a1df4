namespace AsyncEngine.Storage.Relational.Signals;

/// <summary>One number that grows with every change, and who waits for it. Thread-safe.</summary>
internal sealed class SignalHub
{
    private readonly object _gate = new();
    private readonly List<Action> _watchers = [];
    private TaskCompletionSource? _changed;
    private long _version;
    private int _waiting;

    public long Version => Interlocked.Read(ref _version);

    /// <summary>Adds a writer that is woken when somebody begins to wait.</summary>
    public void Attach(Action watcher)
    {
        lock (_gate)
        {
            _watchers.Add(watcher);
        }
    }

    public void Detach(Action watcher)
    {
        Action? next;
        lock (_gate)
        {
            _watchers.Remove(watcher);
            next = _watchers.FirstOrDefault();
        }

        // It may be the one that has to look for foreign writes now.
        next?.Invoke();
    }

    /// <summary>Whether this writer has to look for writes of other processes: somebody waits, and it is the first.</summary>
    public bool MustWatch(Action watcher)
    {
        lock (_gate)
        {
            return _waiting > 0 && _watchers.Count > 0 && _watchers[0] == watcher;
        }
    }

    /// <summary>Something was committed.</summary>
    public void Raise()
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            _version++;
            changed = _changed;
            _changed = null;
        }

        changed?.SetResult();
    }

    /// <summary>A task that ends with the next change after <paramref name="seen"/>; null when there was one.</summary>
    public Task? Enter(long seen)
    {
        Task task;
        Action? watcher;
        lock (_gate)
        {
            if (_version > seen)
            {
                return null;
            }

            _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            task = _changed.Task;
            watcher = _waiting++ == 0 ? _watchers.FirstOrDefault() : null;
        }

        // Outside the gate: a watcher has a gate of its own and asks this hub while it holds it.
        watcher?.Invoke();
        return task;
    }

    public void Leave()
    {
        lock (_gate)
        {
            _waiting--;
        }
    }
}
