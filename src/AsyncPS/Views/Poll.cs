using AsyncEngine.Dispatching;

namespace AsyncPS;

/// <summary>One look of an agent at its store: what it brought there and what it took.</summary>
public sealed class Poll
{
    internal Poll(PollRecord poll, Guid dispatcher)
    {
        At = poll.At.ToLocalTime();
        Agent = poll.Agent;
        Queue = poll.Queue;
        Free = poll.Free;
        Claimed = poll.Claimed;
        Settled = poll.Settled;
        Duration = poll.Duration;
        Error = poll.Fault;
        Dispatcher = dispatcher;
    }

    /// <summary>When it ended.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The agent that looked.</summary>
    public string Agent { get; }

    /// <summary>The agent's queue.</summary>
    public string Queue { get; }

    /// <summary>How many jobs the agent had room for.</summary>
    public int Free { get; }

    /// <summary>How many jobs it took, those ahead of free workers included.</summary>
    public int Claimed { get; }

    /// <summary>How many ended jobs it brought.</summary>
    public int Settled { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Why the agent's filter or preference could not judge all jobs; empty when there was no trouble.</summary>
    public string? Error { get; }

    /// <summary>UUID of the dispatcher.</summary>
    public Guid Dispatcher { get; }

    /// <summary>Agent, claimed and settled in short.</summary>
    public override string ToString() => $"{Agent}@{Queue}: {Claimed} claimed, {Settled} settled";
}
