using System.Diagnostics;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Processes.Wire;

namespace AsyncPS.Scripting.Processes;

/// <summary>
/// The warm child processes of a dispatcher: as many as calls have run at once. One that died, was killed or is spent is
/// replaced at once, before a call asks for it. Thread-safe.
/// </summary>
#pragma warning disable CA1001 // The source has no timer, and children that are being started may hold its token.
internal sealed class ProcessPool(ProcessPoolOptions options) : IDisposable
#pragma warning restore CA1001
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _over = new();
    private readonly ProcessSurroundings _surroundings = ProcessSurroundings.Take();
    private readonly string? _rendering = OutputRendering.Current;

    // Guarded by _gate.
    private readonly List<WorkerProcess> _idle = [];
    private readonly Queue<Task<WorkerProcess>> _spares = [];
    private readonly HashSet<ProcessCall> _running = [];
    private ITimer? _watch;
    private bool _isDisposed;

    // The watch's own.
    private readonly ProcessTableReader _processes = new(TimeProvider.System);

    private int _isWatching;

    public ProcessPoolOptions Options => options;

    /// <summary>How many children are idle or being started.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _idle.Count + _spares.Count;
            }
        }
    }

    /// <summary>Starts children ahead of calls until so many wait.</summary>
    public void Prepare(int count)
    {
        lock (_gate)
        {
            while (!_isDisposed && _idle.Count + _spares.Count < count)
            {
                _spares.Enqueue(StartAsync());
            }
        }
    }

    /// <summary>Waits for the first of those that are being started. JobProcessNotStarted; WorkerSetupFailed.</summary>
    public Task FirstAsync()
    {
        lock (_gate)
        {
            return _spares.TryPeek(out var first) ? first : Task.CompletedTask;
        }
    }

    /// <summary>A child for one call. JobProcessNotStarted; WorkerSetupFailed; OperationCanceledException.</summary>
    public WorkerProcess Take(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<WorkerProcess> spare;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (TakeIdle_NeedsLock() is { } idle)
                {
                    return idle;
                }

                spare = _spares.TryDequeue(out var started) ? started : StartAsync();
            }

            var child = Await(spare, cancellationToken);
            if (child.IsAlive)
            {
                return child;
            }

            child.Dispose();
        }
    }

    /// <summary>A call is over.</summary>
    public void Return(WorkerProcess child, bool isReusable)
    {
        lock (_gate)
        {
            if (isReusable && !_isDisposed && child.IsAlive)
            {
                child.IdleSince = Stopwatch.GetTimestamp();
                _idle.Add(child);
                return;
            }

            if (!_isDisposed)
            {
                _spares.Enqueue(StartAsync());
            }
        }

        child.Dispose();
    }

    /// <summary>A call runs: its limits are watched until it leaves.</summary>
    public void Enter(ProcessCall call)
    {
        lock (_gate)
        {
            _running.Add(call);
            _watch ??= TimeProvider.System.CreateTimer(_ => Watch(), null, options.WatchInterval, options.WatchInterval);
        }
    }

    public void Leave(ProcessCall call)
    {
        lock (_gate)
        {
            _running.Remove(call);
        }
    }

    /// <summary>Kills all children. Calls that still run end with them.</summary>
    public void Dispose()
    {
        List<WorkerProcess> idle;
        List<Task<WorkerProcess>> spares;
        lock (_gate)
        {
            _isDisposed = true;
            _watch?.Dispose();
            idle = [.. _idle];
            spares = [.. _spares];
            _idle.Clear();
            _spares.Clear();
        }

        _over.Cancel();
        idle.ForEach(child => child.Dispose());
        spares.ForEach(Abandon);
    }

    private static void Abandon(Task<WorkerProcess> spare) => spare.ContinueWith(
        started => started.Result.Dispose(),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnRanToCompletion,
        TaskScheduler.Default);

    private WorkerProcess? TakeIdle_NeedsLock()
    {
        while (_idle.Count > 0)
        {
            // The one that was used last is the warmest.
            var child = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            if (child.IsAlive)
            {
                return child;
            }

            child.Dispose();
        }

        return null;
    }

    private WorkerProcess Await(Task<WorkerProcess> spare, CancellationToken cancellationToken)
    {
        try
        {
            spare.Wait(cancellationToken);
            return spare.Result;
        }
        catch (OperationCanceledException) when (!spare.IsCompleted)
        {
            GiveBack(spare);
            throw;
        }
        catch (AggregateException error) when (error.InnerException is AsyncEngineException refusal)
        {
            throw new AsyncEngineException(refusal.ErrorId, refusal.Message, refusal);
        }
    }

    private void GiveBack(Task<WorkerProcess> spare)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _spares.Enqueue(spare);
                return;
            }
        }

        Abandon(spare);
    }

    private Task<WorkerProcess> StartAsync()
    {
        var setup = new SetupMessage(options.Workers, options.Store, Environment.ProcessId, _rendering);
        return Task.Run(() => (options.Command ?? WorkerCommand.Find()) is { } command
            ? WorkerProcess.StartAsync(command, _surroundings, setup, options.StartLimit, _over.Token)
            : throw ProcessErrors.NoShell());
    }

    private void Watch()
    {
        if (Interlocked.Exchange(ref _isWatching, 1) == 1)
        {
            return;
        }

        try
        {
            List<ProcessCall> running;
            lock (_gate)
            {
                running = [.. _running];
            }

            var processes = running.Exists(call => call.HasMemoryLimit) ? _processes.Read() : null;
            running.ForEach(call => call.Watch(processes));
            Trim();
        }
        finally
        {
            Volatile.Write(ref _isWatching, 0);
        }
    }

    private void Trim()
    {
        List<WorkerProcess> gone;
        lock (_gate)
        {
            gone = [.. _idle.Take(Math.Max(0, _idle.Count - 1))
                .Where(child => Stopwatch.GetElapsedTime(child.IdleSince) > options.IdleLimit)];
            _idle.RemoveAll(gone.Contains);
        }

        gone.ForEach(child => child.Dispose());
    }
}
