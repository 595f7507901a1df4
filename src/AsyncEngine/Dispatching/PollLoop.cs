using AsyncEngine.Scheduling;

namespace AsyncEngine.Dispatching;

/// <summary>
/// A dispatcher's tick: takes over what somebody changed of its agents, and lets them look for jobs although nothing
/// woke them.
/// </summary>
internal sealed class PollLoop(DispatcherCore core, AgentRoster agents)
{
    private readonly AsyncWake _hurry = new();
    private readonly object _gate = new();
    private long _lastPollTicks;

    // Guarded by _gate.
    private DateTimeOffset? _waitsUntil;

    // Ends with the next look at the agents that begins after it was asked for; guarded by _gate.
    private TaskCompletionSource _followed = New();

    /// <summary>When it last looked; null before the first time.</summary>
    public DateTimeOffset? LastPollAt =>
        Interlocked.Read(ref _lastPollTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether it waits for its next tick.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (_gate)
            {
                return _waitsUntil > core.Now;
            }
        }
    }

    /// <summary>The next tick is now.</summary>
    /// <returns>Ends when what is stored of the agents by now was taken over, or when the loop ends.</returns>
    public Task HurryAsync()
    {
        lock (_gate)
        {
            _waitsUntil = null;
            _hurry.Set();
            return _followed.Task;
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var until = Moments.After(core.Now, core.Options.PollInterval);
                await FollowAsync(stop).ConfigureAwait(false);
                foreach (var agent in agents)
                {
                    agent.Look();
                }

                Interlocked.Exchange(ref _lastPollTicks, core.Now.UtcTicks);
                await WaitAsync(until, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            // Nobody waits for a loop that has ended.
            lock (_gate)
            {
                _followed.SetResult();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FollowAsync(CancellationToken stop)
    {
        TaskCompletionSource followed;
        lock (_gate)
        {
            (followed, _followed) = (_followed, New());
        }

        try
        {
            await FollowStoredAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            followed.SetResult();
        }
    }

    private async Task FollowStoredAsync(CancellationToken stop)
    {
        var stored = await core.Link
            .AskAsync(() => core.Store.Storage.Dispatchers.ReadAgentsAsync(core.Uuid, stop)).ConfigureAwait(false);
        if (stored is not null)
        {
            await agents.FollowAsync(stored).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task hurry;
        lock (_gate)
        {
            hurry = _hurry.WaitAsync();
            _waitsUntil = hurry.IsCompleted ? null : until;
        }

        var left = until - core.Now;
        var tick = Task.Delay(left > TimeSpan.Zero ? LongTimer.Part(left) : TimeSpan.Zero, core.Time, end.Token);
        await Task.WhenAny(tick, hurry).ConfigureAwait(false);
        lock (_gate)
        {
            _waitsUntil = null;
        }

        await end.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }
}
