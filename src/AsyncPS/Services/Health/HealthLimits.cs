namespace AsyncPS.Services.Health;

/// <summary>What counts as well.</summary>
internal sealed record HealthLimits
{
    /// <summary>The queues that are looked at.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>How long a ready job may wait.</summary>
    public required TimeSpan MaxWait { get; init; }

    /// <summary>How long dispatchers may be silent; null = as long as each has said itself.</summary>
    public TimeSpan? MaxSilence { get; init; }

    /// <summary>How long the store may need to answer.</summary>
    public required TimeSpan Timeout { get; init; }
}
