namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>The verbs that wait for the writer's thread, and how it waits for them. Thread-safe; one thread takes.</summary>
internal sealed class WaitingLine
{
    private readonly object _gate = new();

    // Guarded by the gate.
    private readonly Queue<WriteOperation> _waiting = new();
    private bool _isRung;
    private bool _isKnockedAt;
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Whether nothing waits, and nothing will.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _isClosed && _waiting.Count == 0;
            }
        }
    }

    private bool HasReason => _waiting.Count > 0 || _isClosed || _isRung;

    public void Add(WriteOperation operation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(AsyncStore));
            _waiting.Enqueue(operation);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes nothing more; what waits is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the writer's wait, or its next one, although nothing has come.</summary>
    public void Ring()
    {
        lock (_gate)
        {
            _isRung = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the writer's wait, or its next one, as if its limit had passed.</summary>
    public void Knock()
    {
        lock (_gate)
        {
            _isKnockedAt = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until a verb is there, the line is closed, rung or knocked at.</summary>
    /// <returns>False: nothing happened within the limit, or a knock alone.</returns>
    public bool Wait(TimeSpan limit)
    {
        lock (_gate)
        {
            // Only the writer waits, and every pulse has its reason.
            if (!HasReason && !_isKnockedAt)
            {
                Monitor.Wait(_gate, limit);
            }

            var hasReason = HasReason;
            _isRung = false;
            _isKnockedAt = false;
            return hasReason;
        }
    }

    /// <summary>Lets those that come first join a group, as many as it has room for.</summary>
    /// <returns>Whether one has.</returns>
    public bool MoveTo(WriteGroup group)
    {
        var before = group.Count;
        lock (_gate)
        {
            while (!group.IsFull && _waiting.TryDequeue(out var operation))
            {
                if (!operation.IsAbandoned)
                {
                    group.Add(operation);
                }
            }
        }

        return group.Count > before;
    }
}
