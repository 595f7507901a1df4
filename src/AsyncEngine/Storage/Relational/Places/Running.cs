using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Places;

/// <summary>A row of <c>running</c>: a job that a dispatcher has.</summary>
internal sealed record Running
{
    public required Carried Job { get; init; }

    public required long Dispatcher { get; init; }

    public required long Agent { get; init; }

    public required RunPhase Phase { get; init; }

    /// <summary>Where it was offered, for an unused claim to go back to.</summary>
    public required long Lane { get; init; }

    public required OfferPlace Place { get; init; }

    /// <summary>The lane whose slots it has; null when it has none.</summary>
    public long? Holds { get; init; }

    public long? StartedAt { get; init; }

    public bool IsStopRequested { get; init; }
}
