using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Changes;

/// <summary>What holds for a pending job after a change.</summary>
internal sealed record ChangedPlan
{
    public required Lane Lane { get; init; }

    public required int Priority { get; init; }

    public long? BeginAfter { get; init; }

    public long? BeginBy { get; init; }

    public long? ExpiresAt { get; init; }

    /// <summary>Whether its place in line is a new one, since its start time or its queue is another.</summary>
    public bool IsPutAnew { get; init; }
}
