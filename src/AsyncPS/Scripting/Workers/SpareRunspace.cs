namespace AsyncPS.Scripting.Workers;

/// <summary>A runspace that is opened while the one before it still works. Thread-safe.</summary>
internal sealed class SpareRunspace(Func<WorkerRunspace> open) : IDisposable
{
    private readonly object _gate = new();
    private Task<WorkerRunspace>? _spare;
    private bool _isDisposed;

    /// <summary>Begins to open one, unless there is one already.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _spare ??= Task.Run(open);
            }
        }
    }

    /// <summary>Waits until the spare is there, and throws what made opening it fail.</summary>
    public void Wait()
    {
        Task<WorkerRunspace>? spare;
        lock (_gate)
        {
            spare = _spare;
        }

        try
        {
            spare?.GetAwaiter().GetResult();
        }
        catch
        {
            lock (_gate)
            {
                _spare = null;
            }

            throw;
        }
    }

    /// <summary>The spare, or one that is opened now.</summary>
    public WorkerRunspace Take()
    {
        Task<WorkerRunspace>? spare;
        lock (_gate)
        {
            (spare, _spare) = (_spare, null);
        }

        return spare is null ? open() : spare.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Task<WorkerRunspace>? spare;
        lock (_gate)
        {
            _isDisposed = true;
            (spare, _spare) = (_spare, null);
        }

        spare?.ContinueWith(
            opened => opened.Result.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
    }
}
