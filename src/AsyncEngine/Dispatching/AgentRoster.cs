using System.Collections;
using AsyncEngine.Diagnostics;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// The agents of a dispatcher. They may change, come and go while it runs (R154, R155, R182): it follows what the store
/// says. Enumerating it gives those that there are at that moment.
/// </summary>
internal sealed class AgentRoster(DispatcherCore core) : IEnumerable<Agent>
{
    private readonly object _gate = new();
    private volatile Agent[] _all = [];
    private long _dispatcherId;
    private bool _isClosed;

    public int Count => _all.Length;

    /// <summary>The agents that the dispatcher was registered with; they do not run yet.</summary>
    public void Fill(DispatcherRegistration registration)
    {
        _dispatcherId = registration.DispatcherId;
        _all = [.. core.Options.Agents.Select(
            (agent, index) => new Agent(core, agent, _dispatcherId, registration.AgentIds[index]))];
    }

    /// <summary>Nobody comes or goes from now on: the dispatcher stops.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    /// <summary>Brings the agents to what the store says.</summary>
    public async Task FollowAsync(IReadOnlyList<AgentInfo> stored)
    {
        foreach (var agent in Change(stored))
        {
            await agent.EndAsync().ConfigureAwait(false);
            agent.Dispose();
        }
    }

    public IEnumerator<Agent> GetEnumerator() => ((IEnumerable<Agent>)_all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <returns>Agents that were removed and have nothing in hand any more.</returns>
    private List<Agent> Change(IReadOnlyList<AgentInfo> stored)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return [];
            }

            foreach (var agent in _all)
            {
                Follow(agent, stored.FirstOrDefault(info => info.Id == agent.Id));
            }

            var gone = _all.Where(agent => agent.IsLeaving && agent.Handover.IsDone).ToList();
            var come = stored.Where(info => _all.All(agent => agent.Id != info.Id)).Select(Start).ToList();
            if (gone.Count + come.Count > 0)
            {
                _all = [.. _all.Except(gone), .. come];
            }

            return gone;
        }
    }

    private void Follow(Agent agent, AgentInfo? info)
    {
        if (info is not null)
        {
            agent.Follow(info);
        }
        else if (!agent.IsLeaving)
        {
            agent.Leave();
            Log.AgentRemoved(core.Log, agent.Options.Name, agent.Options.Queue);
        }
    }

    private Agent Start(AgentInfo info)
    {
        var options = new AgentOptions
        {
            Name = info.Name,
            Queue = info.Queue,
            Size = info.Size,
            Rules = info.Rules,
            Runner = info.Runner,
        };
        var agent = new Agent(core, options, _dispatcherId, info.Id);
        agent.Start();
        Log.AgentAdded(core.Log, info.Name, info.Queue, info.Size);
        return agent;
    }
}
