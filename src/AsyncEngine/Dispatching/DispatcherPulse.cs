using AsyncEngine.Maintenance;
using AsyncEngine.Testing;

namespace AsyncEngine.Dispatching;

/// <summary>Whether a dispatcher has come to rest, for tests that move its clock only then.</summary>
internal sealed class DispatcherPulse(DispatcherCore core, AgentRoster agents, PingLoop? ping, PollLoop? poll)
{
    public Guid Uuid => core.Uuid;

    public Standstill Standstill => core.Link.Standstill;

    /// <summary>Whether it has said at this moment that it lives, and has seen what became of its agents.</summary>
    public bool HasPolled => ping?.IsAtRest != false && poll?.IsAtRest != false;

    /// <summary>Whether nothing goes on in it but calls that run.</summary>
    public bool IsAtRest => HasPolled && agents.All(agent => agent.IsAtRest);

    /// <summary>How many threads have work.</summary>
    public int Busy => agents.Sum(agent => agent.Handover.Counts.Running);

    /// <summary>Silent for longer than this it knows that it is late, as its store does.</summary>
    public TimeSpan LateAfter => (core.Options.PingInterval + core.Options.DeathInterval) / 2;

    /// <summary>When its next held job is due.</summary>
    public DateTimeOffset? NextDueAt => agents.Min(agent => agent.NextDueAt);

    /// <summary>The calls that run.</summary>
    public IReadOnlyList<JobRun> Running() => [.. agents.SelectMany(agent => agent.Handover.Running())];

    /// <summary>The jobs that run, with their agents, for people.</summary>
    public IEnumerable<string> Holders => agents.SelectMany(agent => agent.Handover.Running().Select(
        run => $"job {run.Key.JobId}{(run.Job.Name is { } name ? $" '{name}'" : "")} of agent '{agent.Options.Name}'"));

    /// <summary>Jobs that ended here so far, well or not.</summary>
    public long Ended
    {
        get
        {
            var counts = core.Counters.Read();
            return counts.Succeeded + counts.Failed + counts.Cancelled;
        }
    }

    /// <summary>Looks for jobs now.</summary>
    public void Look()
    {
        foreach (var agent in agents)
        {
            agent.Look();
        }
    }

    /// <summary>Looks now for agents that came or were changed.</summary>
    public void FollowAgents() => poll?.HurryAsync();
}
