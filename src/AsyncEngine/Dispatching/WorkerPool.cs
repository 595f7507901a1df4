using AsyncEngine.Calls;
using AsyncEngine.Diagnostics;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>The threads of one agent: started when there is work for them, replaced when they die or are abandoned.</summary>
internal sealed class WorkerPool : ISlotLender
{
    private readonly IWorkerHost _host;
    private readonly Handover _handover;
    private readonly JobExecutor _executor;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _name;

    private readonly object _gate = new();
    private volatile AgentRunner _runner;

    // Guarded by _gate.
    private readonly HashSet<Worker> _workers = [];
    private int _size;
    private int _lent;
    private int _started;
    private int _failures;
    private ITimer? _pause;

    public WorkerPool(DispatcherCore core, AgentOptions agent, Handover handover)
    {
        _name = agent.Name;
        _size = agent.Size;
        _runner = agent.Runner;
        _host = core.Options.WorkerHost ?? NoScripts.Instance;
        _handover = handover;
        _time = core.Time;
        _log = core.Log;
        _handover.Capacity = _size;
        var supervisor = new RunSupervisor(core, agent, handover);
        Supervisor = supervisor;
        _executor = new JobExecutor(core, supervisor, new CallExecutor(core, agent, this));
    }

    public RunSupervisor Supervisor { get; }

    /// <summary>How the agent's scripts are run where a job does not say it; calls that begin now look at it.</summary>
    public AgentRunner Runner
    {
        get => _runner;
        set => _runner = value;
    }

    /// <summary>The agent's size: how many jobs at once, waiting ones not counted.</summary>
    public int Size
    {
        get
        {
            lock (_gate)
            {
                return _size;
            }
        }

        set
        {
            lock (_gate)
            {
                _size = value;
                UpdateCapacity_NeedsLock();
            }
        }
    }

    /// <summary>Starts threads until there are enough for so much work, or as many as the size allows.</summary>
    public void Ensure(int waiting)
    {
        while (waiting > 0)
        {
            Worker worker;
            string name;
            lock (_gate)
            {
                var wanted = Math.Min(_size + _lent, _handover.Counts.Running + waiting);
                if (_workers.Count >= wanted || _pause is not null)
                {
                    return;
                }

                worker = new Worker(this, _handover, _executor);
                _workers.Add(worker);
                name = $"{_name}/{++_started}";
            }

            worker.Start(_host, name);
        }
    }

    /// <summary>A thread does not end its job: it is left alone, and its place is free for another.</summary>
    public void Abandon(Worker worker)
    {
        lock (_gate)
        {
            if (!_workers.Remove(worker))
            {
                return;
            }
        }

        _handover.Leave(wasBusy: true);
    }

    /// <summary>A thread has ended.</summary>
    public void Ended(Worker worker, Exception? fault)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
            if (fault is null)
            {
                return;
            }

            Pause_NeedsLock();
        }

        Log.WorkerDied(_log, _name, fault);
    }

    /// <summary>The host has prepared a thread: it works.</summary>
    public void Prepared()
    {
        lock (_gate)
        {
            _failures = 0;
        }
    }

    /// <summary>A job waits for another one: lets one more job run in its place, at most as many as the size.</summary>
    public bool TryLend()
    {
        lock (_gate)
        {
            if (_lent >= _size)
            {
                return false;
            }

            _lent++;
            UpdateCapacity_NeedsLock();
            return true;
        }
    }

    /// <summary>The job goes on; of the threads, the next one that is free ends.</summary>
    public void TakeBack()
    {
        lock (_gate)
        {
            _lent--;
            UpdateCapacity_NeedsLock();
        }
    }

    // A host that cannot prepare threads is asked again after a pause that grows: meanwhile the agent's room is what
    // the living threads have.
    private void Pause_NeedsLock()
    {
        _failures++;
        _pause ??= _time.CreateTimer(
            _ => Resume(), null, Backoff.Outage(_failures, Random.Shared.NextDouble()), Timeout.InfiniteTimeSpan);
        UpdateCapacity_NeedsLock();
    }

    private void Resume()
    {
        lock (_gate)
        {
            _pause?.Dispose();
            _pause = null;
            UpdateCapacity_NeedsLock();
        }
    }

    private void UpdateCapacity_NeedsLock() =>
        _handover.Capacity = _pause is null ? _size + _lent : Math.Min(_workers.Count, _size + _lent);
}
