namespace AsyncEngine.Storage;

/// <summary>A dispatcher as the store knows it.</summary>
public sealed record DispatcherInfo
{
#pragma warning disable CS1591 // Names say it; DispatcherIdentity has the words.
    public required Guid Uuid { get; init; }
    public required string Host { get; init; }
    public required int ProcessId { get; init; }
    public required string Version { get; init; }

    /// <summary>When it was activated; null when it was stopped, or declared dead and cleaned up.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }
    public DateTimeOffset? LastPingAt { get; init; }
    public required TimeSpan PingInterval { get; init; }
    public required TimeSpan DeathInterval { get; init; }

    /// <summary>Active, and its last ping (or activation) is younger than its death interval (R158).</summary>
    public required bool Alive { get; init; }
    public required IReadOnlyList<AgentInfo> Agents { get; init; }
#pragma warning restore CS1591
}
