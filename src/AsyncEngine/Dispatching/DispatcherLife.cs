using AsyncEngine.Calls.Methods;
using AsyncEngine.Diagnostics;
using AsyncEngine.Maintenance;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>A dispatcher's start, work and stop.</summary>
#pragma warning disable CA1001 // Its sources have no timers that outlive the stop, and a drain may look at them after it.
internal sealed class DispatcherLife
#pragma warning restore CA1001
{
    private readonly object _gate = new();
    private readonly AsyncStore _store;
    private readonly DispatcherOptions _options;
    private readonly CancellationTokenSource _stopLoops = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly DispatcherCore _core;
    private readonly AgentRoster _agents;

    // Guarded by _gate.
    private DispatcherState _state;
    private Task? _stopped;

    // Set while starting, read afterwards.
    private PingLoop? _ping;
    private PollLoop? _poll;
    private Task _loops = Task.CompletedTask;
    private long _dispatcherId;
    private DateTimeOffset? _startedAt;

    public DispatcherLife(AsyncStore store, DispatcherOptions options, Guid uuid)
    {
        _store = store;
        _options = options;
        var logs = options.Log ?? store.Options.LoggerFactory;
        var log = logs.CreateLogger(LogCategories.Events);
        var link = new StoreLink(store.Storage, log, _giveUp.Token);
        _core = new DispatcherCore
        {
            Store = store,
            Options = options,
            Uuid = uuid,
            Log = log,
            Trace = logs.CreateLogger(LogCategories.Trace),
            Link = link,
            Flusher = new OutputFlusher(link),
            Methods = new MethodRunner(
                new MethodResolver(new TypeResolver(options.AssemblyPaths)),
                store.Options.Codec,
                options.CreateInstance,
                log),
            Events = new DispatcherEvents(log),
        };
        _agents = new AgentRoster(_core);
    }

    public DispatcherEvents Events => _core.Events;

    public Guid Uuid => _core.Uuid;

    public PollHistory Polls => _core.Polls;

    /// <summary>When its ping loop last moved, also while the store does not answer; null before.</summary>
    public long? LastBeat => _ping?.LastBeat;

    public DispatcherState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Move(DispatcherState.New, DispatcherState.Starting);
        Log.Activating(_core.Log, _core.Uuid);
        try
        {
            var registration = await _store.Storage.Dispatchers
                .ActivateAsync(Identity(), cancellationToken).ConfigureAwait(false);
            _dispatcherId = registration.DispatcherId;
            _agents.Fill(registration);
        }
        catch (Exception exception)
        {
            if (exception is AsyncEngineException { ErrorId: ErrorIds.DispatcherRunning })
            {
                Log.AlreadyActive(_core.Log, _core.Uuid);
            }

            Move(DispatcherState.Starting, DispatcherState.New);
            throw;
        }

        Run();
        Log.Activated(_core.Log, _core.Uuid, _agents.Count);
        Events.RaiseActivated();
    }

    public Task StopAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A dispatcher cannot stop in the past.");
        }

        lock (_gate)
        {
            if (_stopped is not null)
            {
                return _stopped;
            }

            if (_state == DispatcherState.Starting)
            {
                throw new InvalidOperationException("The dispatcher is starting. Stop it when it has started.");
            }

            var ran = _state == DispatcherState.Running;
            _state = ran ? DispatcherState.Stopping : DispatcherState.Stopped;
            _stopped = ran
                ? Task.Run(() => StopRunningAsync(timeout ?? _options.StopTimeout, cancellationToken), CancellationToken.None)
                : Task.CompletedTask;
            return _stopped;
        }
    }

    /// <summary>Somebody in this process changed the agents: does not wait for the next poll.</summary>
    /// <returns>Ends when they were taken over.</returns>
    public Task FollowAgentsAsync() => _poll?.HurryAsync() ?? Task.CompletedTask;

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopLoops.Token);
        try
        {
            ThrowUnlessRunning();
            await new DrainWatch(_core, _agents).WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ThrowUnlessRunning();
            throw;
        }
    }

    public DispatcherStatistics ReadStatistics()
    {
        var counts = _agents.Select(agent => agent.Handover.Counts).ToList();
        var runsSince = State is DispatcherState.Running or DispatcherState.Stopping ? _startedAt : null;
        return _core.Counters.Read() with
        {
            PollInterval = _options.PollInterval,
            LastPollAt = _poll?.LastPollAt,
            Uptime = runsSince is { } since ? _core.Now - since : TimeSpan.Zero,
            IsStuck = runsSince is { } began
                && PollTerms.IsOverdue(_poll?.LastPollAt ?? began, _options.PollInterval, _core.Now),
            StartedAt = _startedAt,
            LastPingAt = _ping?.LastPingAt,
            Running = counts.Sum(each => each.Running),
            Buffered = counts.Sum(each => each.Buffered),
            Unsettled = counts.Sum(each => each.Unsettled),
        };
    }

    public IReadOnlyList<long> ReadRunning() =>
        [.. _agents.SelectMany(agent => agent.Handover.Running())
            .OrderBy(run => run.StartedStamp).Select(run => run.Key.JobId)];

    /// <summary>What a test sees of it that steps through time.</summary>
    public DispatcherPulse Pulse => new(_core, _agents, _ping, _poll);

    private DispatcherIdentity Identity() => new()
    {
        Uuid = _core.Uuid,
        Host = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Version = typeof(Dispatcher).Assembly.GetName().Version?.ToString(3) ?? "0",
        PingInterval = _options.PingInterval,
        DeathInterval = _options.DeathInterval,
        Agents = [.. _options.Agents.Select(agent => new AgentIdentity(agent.Name, agent.Queue, agent.Size)
        {
            Rules = agent.Rules,
            Runner = agent.Runner,
        })],
    };

    private void Run()
    {
        lock (_gate)
        {
            if (!_store.Dispatchers.TryAdd(this))
            {
                _state = DispatcherState.Stopped;
                throw new ObjectDisposedException(nameof(AsyncStore));
            }

            _startedAt = _core.Now;
            StartLoops();
            _state = DispatcherState.Running;
        }
    }

    private void StartLoops()
    {
        foreach (var agent in _agents)
        {
            agent.Start();
        }

        _ping = new PingLoop(_core, _agents, _dispatcherId);
        _poll = new PollLoop(_core, _agents);
        var loop = new BackgroundLoop(_core.Log, _stopLoops.Token);
        _loops = Task.WhenAll(
            loop.RunAsync("ping", _ping.RunAsync),
            loop.RunAsync("poll", _poll.RunAsync),
            loop.RunAsync("store watch", new StoreWatch(_core, _agents).RunAsync),
            loop.RunAsync("stop orders", new StopOrderWatch(_core, _agents, _dispatcherId).RunAsync),
            loop.RunAsync("output", _core.Flusher.RunAsync),
            _options.KeepCompleted is { } keep
                ? loop.RunAsync("retention", new RetentionLoop(_core, keep).RunAsync)
                : Task.CompletedTask);
    }

    private async Task StopRunningAsync(TimeSpan timeout, CancellationToken hurry)
    {
        _core.Link.Standstill.Open();
        using var hurrying = hurry.Register(_core.Hurry);
        Log.Stopping(_core.Log, _core.Uuid, ReadStatistics().Running, timeout);
        _agents.Close();
        foreach (var agent in _agents)
        {
            agent.StopClaiming();
        }

        await TellJobsAsync().ConfigureAwait(false);
        if (!await AreDoneAsync(timeout, hurry).ConfigureAwait(false))
        {
            foreach (var agent in _agents)
            {
                agent.Interrupt();
            }
        }

        // After the grace every run has ended or was abandoned; what is left is to write it. Whoever gave jobs no time has
        // none for a store that does not answer either.
        _giveUp.CancelAfter(LongTimer.Part(_core.StopGrace + LongTimer.Part(timeout > _options.StopGrace ? timeout : _options.StopGrace)));
        foreach (var agent in _agents)
        {
            await agent.EndAsync().ConfigureAwait(false);
        }

        await _stopLoops.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
        foreach (var agent in _agents)
        {
            agent.Dispose();
        }

        lock (_gate)
        {
            _state = DispatcherState.Stopped;
        }

        _store.Dispatchers.Remove(this);
        Log.Deactivated(_core.Log, _core.Uuid);
        Events.RaiseDeactivated();
    }

    private async Task TellJobsAsync()
    {
        try
        {
            await _core.Stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            // What a job does when it is told is its own affair.
            Log.SubscriberFailed(_core.Log, nameof(_core.Stopping), exception);
        }
    }

    private async Task<bool> AreDoneAsync(TimeSpan timeout, CancellationToken hurry)
    {
        using var limit = new CancellationTokenSource(LongTimer.Part(timeout), _core.RealTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hurry);
        try
        {
            while (true)
            {
                var quiet = _core.Quiet.Next;
                if (_agents.All(agent => agent.Handover.IsDone))
                {
                    return true;
                }

                await quiet.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _core.Link.AskAsync(async () =>
            {
                await _store.Storage.Dispatchers.DeactivateAsync(_dispatcherId, CancellationToken.None)
                    .ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A stop always ends; the others clean up after a dispatcher that they do not hear.
        catch (Exception exception)
        {
            Log.GoodbyeFailed(_core.Log, _core.Uuid, exception);
        }
#pragma warning restore CA1031
    }

    private void Move(DispatcherState from, DispatcherState to)
    {
        lock (_gate)
        {
            _state = _state == from
                ? to
                : throw new InvalidOperationException($"The dispatcher is {_state}; a new one can be started.");
        }
    }

    private void ThrowUnlessRunning()
    {
        var state = State;
        if (state != DispatcherState.Running)
        {
            throw new InvalidOperationException($"The dispatcher is {state}: it drains nothing.");
        }
    }
}
