namespace AsyncEngine.Storage;

/// <summary>What becomes of an agent; null = stays as it is.</summary>
internal sealed record AgentChange
{
    public int? Size { get; init; }

    /// <summary>A new filter; empty = none from now on.</summary>
    public string? Filter { get; init; }

    /// <summary>A new preference; empty = none from now on.</summary>
    public string? Preference { get; init; }
}
