namespace AsyncEngine.Storage;

/// <summary>One change of one state.</summary>
internal sealed record StateChange
{
    public required string Name { get; init; }

    /// <summary>The new value, encoded; empty when the state is removed.</summary>
    public Payload Value { get; init; }

    public bool IsRemoval { get; init; }

    /// <summary>
    /// The version that is to be changed; 0 = there must be no state of that name; null = whatever there is.
    /// </summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>For a removal: also while an unfinished job names the state.</summary>
    public bool Force { get; init; }
}
