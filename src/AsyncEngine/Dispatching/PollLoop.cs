namespace AsyncEngine.Dispatching;

/// <summary>
/// A dispatcher's tick: takes over what somebody changed of its agents, and lets them look for jobs although nothing
/// woke them.
/// </summary>
internal sealed class PollLoop(DispatcherCore core, AgentRoster agents)
{
    private readonly AsyncWake _hurry = new();
    private long _lastPollTicks;

    /// <summary>When it last looked; null before the first time.</summary>
    public DateTimeOffset? LastPollAt =>
        Interlocked.Read(ref _lastPollTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The next tick is now.</summary>
    public void Hurry() => _hurry.Set();

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await FollowAsync(stop).ConfigureAwait(false);
            foreach (var agent in agents)
            {
                agent.Look();
            }

            Interlocked.Exchange(ref _lastPollTicks, core.Now.UtcTicks);
            await WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        var dispatchers = await core.Link
            .AskAsync(() => core.Store.Storage.Dispatchers.ListAsync(stop)).ConfigureAwait(false);
        if (dispatchers.FirstOrDefault(each => each.Uuid == core.Uuid) is { } own)
        {
            await agents.FollowAsync(own.Agents).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var tick = Task.Delay(core.Options.PollInterval, core.Time, end.Token);
        await Task.WhenAny(tick, _hurry.WaitAsync()).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }
}
