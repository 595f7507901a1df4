using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Places;

/// <summary>A row of <c>offer</c>: a job that can be claimed.</summary>
internal sealed record Offered
{
    public required Carried Job { get; init; }

    public required long Lane { get; init; }

    public required OfferPlace Place { get; init; }

    public OfferPhase Phase { get; init; }

    /// <summary>The lane whose slots it still has (R137); then it stands in the free lane.</summary>
    public long? Holds { get; init; }
}
