using AsyncEngine.Storage;

namespace AsyncPS.Session;

/// <summary>What a session's dispatcher was asked to be.</summary>
internal sealed record DispatcherSettings
{
    public required IReadOnlyList<string> Queues { get; init; }

    public required int Size { get; init; }

    public required string AgentName { get; init; }

    public required TimeSpan PollInterval { get; init; }

    public required TimeSpan PingInterval { get; init; }

    public required TimeSpan DeathInterval { get; init; }

    public TimeSpan? KeepCompleted { get; init; }

    /// <summary>Which jobs its agents take, and which first.</summary>
    public AgentRules Rules { get; init; } = AgentRules.None;

    /// <summary>How its agents' scripts are run where a job does not say it.</summary>
    public AgentRunner Runner { get; init; } = AgentRunner.Default;

    public string? InitializationScript { get; init; }

    public IReadOnlyList<string> Modules { get; init; } = [];

    public IReadOnlyList<string> AssemblyPaths { get; init; } = [];

    /// <summary>Whether workers begin with something that can fail.</summary>
    public bool HasSetup => InitializationScript is not null || Modules.Count > 0 || AssemblyPaths.Count > 0;

    /// <summary>This module's own manifest, so that its cmdlets work inside jobs.</summary>
    public string? ModulePath { get; init; }
}
