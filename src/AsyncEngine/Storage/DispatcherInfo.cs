namespace AsyncEngine.Storage;

/// <summary>A dispatcher as the store knows it.</summary>
public sealed record DispatcherInfo
{
    /// <summary>Its identity.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The machine that it runs on.</summary>
    public required string Host { get; init; }

    /// <summary>The process that it is in, on that machine.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The version of the library that it runs.</summary>
    public required string Version { get; init; }

    /// <summary>When it was activated; null when it was stopped, or declared dead and cleaned up.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>When it last said that it lives; null before the first time.</summary>
    public DateTimeOffset? LastPingAt { get; init; }

    /// <summary>How often it says so.</summary>
    public required TimeSpan PingInterval { get; init; }

    /// <summary>After how much silence others take its jobs.</summary>
    public required TimeSpan DeathInterval { get; init; }

    /// <summary>Active, and its last ping (or activation) is younger than its death interval (R158).</summary>
    public required bool Alive { get; init; }

    /// <summary>Its agents.</summary>
    public required IReadOnlyList<AgentInfo> Agents { get; init; }
}
