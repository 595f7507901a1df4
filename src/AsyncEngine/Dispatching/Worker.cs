using AsyncEngine.Calls;

namespace AsyncEngine.Dispatching;

/// <summary>One thread that takes work from its agent and does it, until it is sent home or abandoned.</summary>
internal sealed class Worker
{
    private readonly WorkerPool _pool;
    private readonly Handover _handover;
    private readonly JobExecutor _executor;

    // Touched by the worker's own thread only.
    private bool _isBusy;
    private bool _isDone;

    private volatile bool _isAbandoned;

    public Worker(WorkerPool pool, Handover handover, JobExecutor executor)
    {
        _pool = pool;
        _handover = handover;
        _executor = executor;
    }

    /// <summary>Runs script calls on this thread.</summary>
    public ICallRunner Runner { get; private set; } = NoScripts.Instance;

    public void Start(IWorkerHost host, string name)
    {
        var thread = new Thread(() => Live(host), host.StackSize) { IsBackground = true, Name = name };
        thread.UnsafeStart();
    }

    /// <summary>The agent does not wait for this thread any longer.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        _pool.Abandon(this);
        Runner.Abandon();
    }

    private void Live(IWorkerHost host)
    {
        Exception? fault = null;
        try
        {
            _handover.Enter();
            host.Work(Serve);
        }
#pragma warning disable CA1031 // An exception that leaves a thread ends the process.
        catch (Exception exception)
        {
            fault = exception;
        }
#pragma warning restore CA1031

        if (!_isDone && !_isAbandoned)
        {
            _handover.Leave(_isBusy);
        }

        _pool.Ended(this, fault);
    }

    private bool Serve(ICallRunner runner)
    {
        Runner = runner;
        _pool.Prepared();
        while (!_isAbandoned && runner.IsUsable)
        {
            if (!_handover.Take(_isBusy, out var work))
            {
                _isDone = true;
                return true;
            }

            _isBusy = true;
            _executor.Do(work, this);
        }

        return _isAbandoned;
    }
}
