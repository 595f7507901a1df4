namespace AsyncEngine.Storage;

/// <summary>What becomes of an agent; null = stays as it is.</summary>
internal sealed record AgentChange
{
    public int? Size { get; init; }

    /// <summary>A new filter; empty = none from now on.</summary>
    public string? Filter { get; init; }

    /// <summary>A new preference; empty = none from now on.</summary>
    public string? Preference { get; init; }

    /// <summary>How its scripts are run from now on; empty = as the runner does by itself.</summary>
    public string? Isolation { get; init; }

    /// <summary>How many bytes a job's process may have from now on; 0 = no limit.</summary>
    public long? MaxMemory { get; init; }
}
