namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// Threads of a store object in which its verbs wait for the server. The thread pool has as many threads as there are
/// cores, and sockets need them to hear of answers: where two of them wait in it, the whole process may stand still until
/// it has got a third one, half a second later. Thread-safe.
/// </summary>
/// <param name="most">How many verbs may wait at once: each has a connection, and servers have few.</param>
internal sealed class VerbThreads(int most) : IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _room = new(most);
    private readonly object _gate = new();

    // Guarded by _gate.
    private readonly Queue<Action> _waiting = new();
    private int _resting;

    /// <summary>Runs a verb when there is room for it.</summary>
    public async Task<T> RunAsync<T>(Func<T> verb, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await RunAndLeaveAsync(verb).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a verb now.</summary>
    public Task<T> RunAtOnceAsync<T>(Func<T> verb)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(() => Run(verb, done));
            if (_waiting.Count <= _resting)
            {
                Monitor.Pulse(_gate);
            }
            else
            {
                new Thread(Work) { IsBackground = true, Name = "AsyncEngine verbs" }.Start();
            }
        }

        return done.Task;
    }

    public void Dispose() => _room.Dispose();

    private static void Run<T>(Func<T> verb, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(verb());
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }

    private async Task<T> RunAndLeaveAsync<T>(Func<T> verb)
    {
        try
        {
            return await RunAtOnceAsync(verb).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    private void Work()
    {
        while (Next() is { } run)
        {
            run();
        }
    }

    /// <summary>What to do next; null: there was nothing for some time, and the thread ends.</summary>
    private Action? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                _resting++;
                var isCalled = Monitor.Wait(_gate, LongestRest);
                _resting--;
                if (!isCalled && _waiting.Count == 0)
                {
                    return null;
                }
            }

            return _waiting.Dequeue();
        }
    }
}
