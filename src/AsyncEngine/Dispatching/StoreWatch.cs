using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>Tells a dispatcher's agents that somebody wrote to the store what they may claim.</summary>
internal sealed class StoreWatch(DispatcherCore core, AgentRoster agents)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var signal = core.Store.Storage.Signal.Work;
        var seen = signal.Version;
        while (!stop.IsCancellationRequested)
        {
            await signal.WaitAsync(seen, core.Options.PollInterval, stop).ConfigureAwait(false);
            seen = signal.Version;
            foreach (var agent in agents)
            {
                agent.StoreChanged();
            }
        }
    }
}
