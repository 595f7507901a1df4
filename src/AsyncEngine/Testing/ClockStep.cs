namespace AsyncEngine.Testing;

/// <summary>What came of a step through time.</summary>
public sealed record ClockStep
{
    /// <summary>What the clock shows now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How many jobs have ended meanwhile, well or not; callbacks not counted.</summary>
    public required int Ended { get; init; }

    /// <summary>
    /// Ids of the jobs whose calls still run: they had not ended within <see cref="TestStoreOptions.Patience"/>. Empty
    /// where the step is the same each time.
    /// </summary>
    public required IReadOnlyList<long> Running { get; init; }
}
