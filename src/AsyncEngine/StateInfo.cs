namespace AsyncEngine;

/// <summary>A state of a store, without its value.</summary>
public class StateInfo
{
    /// <summary>The name, as it was first written.</summary>
    public required string Name { get; init; }

    /// <summary>A number that grows with every change.</summary>
    public required long Version { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The job whose outcome wrote it; null when it was written from outside, or not yet.</summary>
    public long? ChangedBy { get; init; }

    /// <summary>The job that works on it now; null when none does.</summary>
    public long? UsedBy { get; init; }
}
