namespace AsyncEngine.Storage.Relational.History;

/// <summary>A row of <c>history</c>: something that happened to a job out of turn.</summary>
internal sealed record HistoryRow
{
    /// <summary>The how manieth of its job.</summary>
    public long Number { get; init; }

    public required long MovedAt { get; init; }

    public required JobStatus From { get; init; }

    public required JobStatus To { get; init; }

    public required long Run { get; init; }

    /// <summary>When the call of a run began that ended without an outcome.</summary>
    public long? BeganAt { get; init; }

    public required string Reason { get; init; }

    /// <summary>Read, not written.</summary>
    public Guid? Dispatcher { get; init; }

    /// <summary>Read, not written.</summary>
    public string? Agent { get; init; }
}
