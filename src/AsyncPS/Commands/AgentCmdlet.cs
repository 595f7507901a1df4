using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that works on the agents of dispatchers.</summary>
public abstract class AgentCmdlet : StoreCmdlet
{
    // A dispatcher that has lost its store follows when it has it again.
    private static readonly TimeSpan LongestToFollow = TimeSpan.FromSeconds(5);

    private protected AgentCmdlet()
    {
    }

    /// <summary>The agents of those names; a plain name that names none is an error of its own.</summary>
    /// <param name="names">Names and patterns; null = all.</param>
    /// <param name="queues">Queues and patterns; null = all.</param>
    /// <param name="dispatchers">Whose agents; null = those of all active dispatchers.</param>
    private protected IReadOnlyList<Agent> Find(
        IReadOnlyList<string>? names, IReadOnlyList<string>? queues, IReadOnlyList<DispatcherRef>? dispatchers)
    {
        var agents = FindDispatchers(dispatchers)
            .SelectMany(info => info.Agents.Select(agent => new Agent(agent, info.Uuid)))
            .Where(agent => queues is null || NameSelection.IsAny(queues, agent.Queue))
            .ToList();
        return NameSelection.Select(
            agents,
            names,
            agent => agent.Name,
            missing => WriteError(EngineErrors.ToRecord(Refusals.AgentNotFound(missing))));
    }

    /// <summary>
    /// A dispatcher of this process looks at its agents now, and jobs that are added next meet them as they are; another
    /// one does at its next poll.
    /// </summary>
    private protected void Tell(Guid dispatcher)
    {
        if (LocalDispatchers.Shared.Find(dispatcher)?.Dispatcher.FollowAgentsAsync() is { } followed)
        {
            Await(token => Task.WhenAny(followed, Task.Delay(LongestToFollow, TimeProvider.System, token)));
        }
    }

    private IEnumerable<DispatcherInfo> FindDispatchers(IReadOnlyList<DispatcherRef>? wanted)
    {
        var known = Await(Storage.Dispatchers.ListAsync);
        if (wanted is null)
        {
            return known.Where(info => info.ActivatedAt is not null);
        }

        foreach (var missing in wanted.Where(each => known.All(info => info.Uuid != each.Uuid)))
        {
            WriteError(EngineErrors.ToRecord(Refusals.DispatcherNotFound(missing.Uuid)));
        }

        return known.Where(info => wanted.Any(each => each.Uuid == info.Uuid));
    }
}
