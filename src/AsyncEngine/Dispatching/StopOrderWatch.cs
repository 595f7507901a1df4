using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Obeys those who ask to stop a running job, and notices jobs that belong to somebody else by now. Looks when the
/// store has changed, at runs that are old enough to be worth it.
/// </summary>
internal sealed class StopOrderWatch(DispatcherCore core, AgentRoster agents, long dispatcherId)
{
    // Paces the looks; it is no job's time and so does not follow the store's clock.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(CancellationToken stop)
    {
        var signal = core.Store.Storage.Signal;
        while (!stop.IsCancellationRequested)
        {
            var seen = signal.Version;
            if (await LookAsync(stop).ConfigureAwait(false))
            {
                await signal.WaitAsync(seen, core.Options.PollInterval, stop).ConfigureAwait(false);
            }

            await Task.Delay(Pace, TimeProvider.System, stop).ConfigureAwait(false);
        }
    }

    /// <summary>False when some runs were too young to be looked at: they have to be looked at soon.</summary>
    private async Task<bool> LookAsync(CancellationToken stop)
    {
        var all = agents.SelectMany(agent => agent.Handover.Running().Select(run => (agent, run))).ToList();

        // Asked once: a run that comes of age meanwhile has not been looked at.
        var old = all.Where(each => each.run.Elapsed >= Pace).ToList();
        var free = old.Where(each => each.run.Reason == StopReason.None).ToList();
        if (free.Count > 0)
        {
            var keys = free.Select(each => new RunKey(each.run.Key.RootId, each.run.Key.Run)).Distinct().ToList();
            var orders = await core.Store.Storage.Dispatchers
                .ReadStopOrdersAsync(dispatcherId, keys, stop).ConfigureAwait(false);
            foreach (var order in orders)
            {
                Obey(order, free);
            }
        }

        return all.Count == old.Count;
    }

    private static void Obey(StopOrder order, List<(Agent Agent, JobRun Run)> runs)
    {
        foreach (var (agent, run) in runs)
        {
            if (run.Key.RootId == order.Key.RootId && run.Key.Run == order.Key.Run)
            {
                agent.Supervisor.Stop(run, order.Stolen ? StopReason.Stolen : StopReason.Requested);
            }
        }
    }
}
