using AsyncEngine.Diagnostics.Sinks;
using AsyncEngine.Storage;
using DispatcherStatistics = AsyncEngine.Dispatching.DispatcherStatistics;

namespace AsyncPS;

/// <summary>A dispatcher as the store knows it, when it was read.</summary>
public sealed class Dispatcher
{
    internal Dispatcher(
        DispatcherInfo info, DispatcherStatistics? local, DateTimeOffset now, IReadOnlyList<LogEntry>? log = null)
    {
        Uuid = info.Uuid;
        Host = info.Host;
        ProcessId = info.ProcessId;
        Version = info.Version;
        Alive = info.Alive;
        IsLocal = local is not null;
        Status = StatusOf(info, local);
        PollInterval = local?.PollInterval;
        LastPollAt = local?.LastPollAt?.ToLocalTime();
        Uptime = info.Alive && info.ActivatedAt is { } since ? Moments.Between(since, now) : null;
        ActivatedAt = info.ActivatedAt?.ToLocalTime();
        LastPingAt = info.LastPingAt?.ToLocalTime();
        PingInterval = info.PingInterval;
        DeathInterval = info.DeathInterval;
        Agent = new ViewList<Agent>([.. info.Agents.Select(agent => new Agent(agent, info.Uuid))]);
        Job = new ViewList<long>([.. info.Agents.SelectMany(agent => agent.Jobs).Order()]);
        Log = new ViewList<LogRecord>([.. (log ?? []).Select(entry => new LogRecord(entry))]);
    }

    /// <summary>Its identity.</summary>
    public Guid Uuid { get; }

    /// <summary>The machine that it runs on.</summary>
    public string Host { get; }

    /// <summary>The process that it runs in.</summary>
    public int ProcessId { get; }

    /// <summary>Version of its engine.</summary>
    public string Version { get; }

    /// <summary>Active, and its last ping is younger than its death interval.</summary>
    public bool Alive { get; }

    /// <summary>Stopped, Starting, Running, Stuck or Silent.</summary>
    public DispatcherStatus Status { get; }

    /// <summary>Whether it runs in this process.</summary>
    public bool IsLocal { get; }

    /// <summary>When it started; empty once it has stopped.</summary>
    public DateTimeOffset? ActivatedAt { get; }

    /// <summary>How long it has been active; empty when it is not alive.</summary>
    public TimeSpan? Uptime { get; }

    /// <summary>How often it looks for jobs although nothing woke it; known in its own process alone.</summary>
    public TimeSpan? PollInterval { get; }

    /// <summary>When it last did so; known in its own process alone.</summary>
    public DateTimeOffset? LastPollAt { get; }

    /// <summary>When it was last heard of.</summary>
    public DateTimeOffset? LastPingAt { get; }

    /// <summary>How often it says that it lives.</summary>
    public TimeSpan PingInterval { get; }

    /// <summary>How long it may be silent before others take its jobs.</summary>
    public TimeSpan DeathInterval { get; }

    /// <summary>Its agents.</summary>
    public ViewList<Agent> Agent { get; }

    /// <summary>Ids of the jobs that it has, at most 100 for each agent.</summary>
    public ViewList<long> Job { get; }

    /// <summary>
    /// What it has logged lately, the oldest first, at most 200 entries; known in its own process alone. Jobs that go well
    /// are not among it.
    /// </summary>
    public ViewList<LogRecord> Log { get; }

    private static DispatcherStatus StatusOf(DispatcherInfo info, DispatcherStatistics? local) => info switch
    {
        { ActivatedAt: null } => DispatcherStatus.Stopped,
        { Alive: false } => DispatcherStatus.Silent,
        _ when local is { IsStuck: true } => DispatcherStatus.Stuck,
        { LastPingAt: null } when local is null => DispatcherStatus.Starting,
        _ when local is { LastPollAt: null } => DispatcherStatus.Starting,
        _ => DispatcherStatus.Running,
    };

    /// <summary>The UUID.</summary>
    public override string ToString() => Uuid.ToString();
}
