using AsyncEngine.Diagnostics;

namespace AsyncEngine.Dispatching;

/// <summary>
/// A dispatcher's tick: lets its agents look for jobs although nothing woke them, and takes over sizes that somebody
/// changed.
/// </summary>
internal sealed class PollLoop(DispatcherCore core, IReadOnlyList<Agent> agents)
{
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TakeSizesAsync(stop).ConfigureAwait(false);
            foreach (var agent in agents)
            {
                agent.Look();
            }

            await Task.Delay(core.Options.PollInterval, core.Time, stop).ConfigureAwait(false);
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
}
