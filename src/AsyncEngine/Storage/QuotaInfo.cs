namespace AsyncEngine.Storage;

/// <summary>A quota and who holds its slots.</summary>
public sealed record QuotaInfo
{
    /// <summary>The name, as it was first written.</summary>
    public required string Name { get; init; }

    /// <summary>The queue that it belongs to.</summary>
    public required string Queue { get; init; }

    /// <summary>How many jobs may be in progress at once.</summary>
    public required int Size { get; init; }

    /// <summary>How many slots are taken.</summary>
    public required int Used { get; init; }

    /// <summary>Ids of the jobs that hold slots, lowest first, at most 100 of them.</summary>
    public required IReadOnlyList<long> Jobs { get; init; }

    /// <summary>Whether no slot is free (R133).</summary>
    public bool Filled => Used >= Size;
}
