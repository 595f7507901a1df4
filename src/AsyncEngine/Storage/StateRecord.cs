namespace AsyncEngine.Storage;

/// <summary>A state, at one moment.</summary>
internal sealed record StateRecord
{
    /// <summary>The name, as it was first written.</summary>
    public required string Name { get; init; }

    /// <summary>The value, encoded; empty when nothing was written yet, or was not asked for.</summary>
    public Payload Value { get; init; }

    public required long Version { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The job whose outcome wrote it; null when it was written from outside, or not yet.</summary>
    public long? ChangedBy { get; init; }

    /// <summary>The job that has it now: runs with it, or was interrupted and keeps it until it runs again.</summary>
    public long? UsedBy { get; init; }
}
