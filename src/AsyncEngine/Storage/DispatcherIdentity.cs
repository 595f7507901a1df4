namespace AsyncEngine.Storage;

/// <summary>How a dispatcher introduces itself.</summary>
internal sealed record DispatcherIdentity
{
    public required Guid Uuid { get; init; }

    public required string Host { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>Version of the engine.</summary>
    public required string Version { get; init; }

    public required TimeSpan PingInterval { get; init; }

    public required TimeSpan DeathInterval { get; init; }

    public required IReadOnlyList<AgentIdentity> Agents { get; init; }
}
