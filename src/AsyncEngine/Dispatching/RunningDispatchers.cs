namespace AsyncEngine.Dispatching;

/// <summary>The dispatchers that run on one open store, so that none of them outlives it. Thread-safe.</summary>
internal sealed class RunningDispatchers
{
    private readonly object _gate = new();

    // Guarded by _gate.
    private readonly HashSet<DispatcherLife> _running = [];
    private bool _closed;

    /// <summary>False when the store is closing: then the dispatcher must not run.</summary>
    public bool TryAdd(DispatcherLife dispatcher)
    {
        lock (_gate)
        {
            return !_closed && _running.Add(dispatcher);
        }
    }

    public void Remove(DispatcherLife dispatcher)
    {
        lock (_gate)
        {
            _running.Remove(dispatcher);
        }
    }

    /// <summary>Those that run now.</summary>
    public IReadOnlyList<DispatcherLife> ToList()
    {
        lock (_gate)
        {
            return [.. _running];
        }
    }

    /// <summary>Lets no more in, and stops those that run, with the timeouts of their own.</summary>
    public Task CloseAsync()
    {
        DispatcherLife[] running;
        lock (_gate)
        {
            _closed = true;
            running = [.. _running];
        }

        return Task.WhenAll(running.Select(dispatcher => dispatcher.StopAsync(null, CancellationToken.None)));
    }
}
