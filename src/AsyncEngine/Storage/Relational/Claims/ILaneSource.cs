using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>What a claim reads of one queue while it merges its lanes.</summary>
internal interface ILaneSource
{
    /// <summary>The next lane that is not parked, in the order of heads.</summary>
    LaneHead? NextOpen();

    /// <summary>The first lanes that are parked on a quota, in the order of heads, each once in a claim.</summary>
    LaneHead? NextParked(long quota);

    /// <summary>Up to <paramref name="count"/> offers of a lane in order, from the first or after a place.</summary>
    IReadOnlyList<Offered> Read(long lane, OfferPlace? after, int count);

    /// <summary>The quotas of a lane.</summary>
    IReadOnlyList<long> QuotasOf(long lane);

    /// <summary>How many more jobs of a quota may run.</summary>
    int RoomOf(long quota);

    /// <summary>How much of that room is not for claims ahead of free workers.</summary>
    int ReserveOf(long quota);
}
