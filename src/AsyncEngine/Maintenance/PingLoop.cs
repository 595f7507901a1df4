using AsyncEngine.Diagnostics;
using AsyncEngine.Dispatching;
using AsyncEngine.Storage;

namespace AsyncEngine.Maintenance;

/// <summary>
/// A dispatcher's tick: says that it lives, takes the jobs of siblings that died, lets its agents look for jobs
/// although nothing woke them, and takes over sizes that somebody changed.
/// </summary>
internal sealed class PingLoop(DispatcherCore core, IReadOnlyList<Agent> agents, long dispatcherId)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(10);

    private long _lastPingTicks;

    /// <summary>When the store last took a ping; null before the first.</summary>
    public DateTimeOffset? LastPingAt =>
        Interlocked.Read(ref _lastPingTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async Task RunAsync(CancellationToken stop)
    {
        // Others take this dispatcher's jobs when it has been silent for the death interval; the last ping that the
        // store wrote may be one ping interval older than the last one that it took (storage.md, trap 8).
        var silence = core.Options.DeathInterval - core.Options.PingInterval;
        using var contact = core.Time.CreateTimer(_ => ContactLost(silence), null, silence, silence);
        while (!stop.IsCancellationRequested)
        {
            var result = await PingAsync(stop).ConfigureAwait(false);
            contact.Change(silence, silence);
            Interlocked.Exchange(ref _lastPingTicks, core.Now.UtcTicks);
            Report(result);
            await TakeSizesAsync(stop).ConfigureAwait(false);
            foreach (var agent in agents)
            {
                agent.Look();
            }

            await Task.Delay(NextTick(result), core.Time, stop).ConfigureAwait(false);
        }
    }

    private Task<PingResult> PingAsync(CancellationToken stop) =>
        core.Link.AskAsync(() => core.Store.Storage.Dispatchers.PingAsync(dispatcherId, stop));

    private TimeSpan NextTick(PingResult result)
    {
        // Polls may be as rare as one likes; pings may not, or others take this dispatcher for dead.
        var next = core.Options.PollInterval;
        next = next < core.Options.PingInterval ? next : core.Options.PingInterval;
        if (result.NextDeathAt - core.Now is { } untilDeath && untilDeath < next)
        {
            next = untilDeath;
        }

        return next > Soonest ? next : Soonest;
    }

    private void Report(PingResult result)
    {
        if (result.Reactivated)
        {
            Log.Reactivated(core.Log, core.Uuid);
            core.Events.RaiseReactivated();
        }

        if (result.Rescued is { } sibling)
        {
            Log.Rescued(core.Log, sibling, result.RescuedJobs);
        }
    }

    private async Task TakeSizesAsync(CancellationToken stop)
    {
        var dispatchers = await core.Link
            .AskAsync(() => core.Store.Storage.Dispatchers.ListAsync(stop)).ConfigureAwait(false);
        var stored = dispatchers.FirstOrDefault(each => each.Uuid == core.Uuid)?.Agents ?? [];
        foreach (var agent in agents)
        {
            if (stored.FirstOrDefault(each => each.Id == agent.Id) is { } info && info.Size != agent.Size)
            {
                agent.Size = info.Size;
                Log.Resized(core.Log, info.Name, info.Size);
            }
        }
    }

    private void ContactLost(TimeSpan silence)
    {
        var runs = agents
            .SelectMany(agent => agent.Handover.Running()
                .Where(run => run.Job.HoldsQuota && run.Reason == StopReason.None)
                .Select(run => (agent, run)))
            .ToList();
        if (runs.Count > 0)
        {
            Log.ContactLost(core.Log, silence, runs.Count);
            runs.ForEach(each => each.agent.Supervisor.Stop(each.run, StopReason.Interrupted));
        }
    }
}
