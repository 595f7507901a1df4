namespace AsyncEngine.Storage;

/// <summary>What is to be different about a pending job. Null leaves a thing as it is.</summary>
internal sealed record JobChange
{
    public required long Id { get; init; }

    /// <summary>Empty = no name.</summary>
    public string? Name { get; init; }

    /// <summary>Another queue: the job goes to the end of its line.</summary>
    public string? Queue { get; init; }

    /// <summary>All its quotas from now on; of the other queue, if that changes too.</summary>
    public IReadOnlyList<string>? Quotas { get; init; }

    /// <summary>All its tags from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public int? Priority { get; init; }

    /// <summary>The earliest start. A past one puts the job at the end of the line, as a put does (R011).</summary>
    public DateTimeOffset? BeginAfter { get; init; }

    /// <summary>The earliest start, counted from the store's "now"; exclusive with <see cref="BeginAfter"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How long after its start time it may still begin.</summary>
    public TimeSpan? BeginBy { get; init; }

    /// <summary>Takes that limit away; exclusive with <see cref="BeginBy"/>.</summary>
    public bool RemovesBeginBy { get; init; }
}
