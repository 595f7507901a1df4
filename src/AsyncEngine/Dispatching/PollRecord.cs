namespace AsyncEngine.Dispatching;

/// <summary>What one look of an agent at the store brought (R198).</summary>
internal sealed record PollRecord
{
    public required DateTimeOffset At { get; init; }

    public required string Agent { get; init; }

    public required string Queue { get; init; }

    /// <summary>How many jobs it had room for before.</summary>
    public required int Free { get; init; }

    public required int Claimed { get; init; }

    public required int Settled { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Why its filter or preference could not judge all jobs; null when there was no trouble.</summary>
    public string? Fault { get; init; }
}
