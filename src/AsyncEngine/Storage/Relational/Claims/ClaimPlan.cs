using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>What a claim decided, before anything is written.</summary>
internal sealed class ClaimPlan
{
    /// <summary>The jobs to be claimed, in offer order.</summary>
    public List<Offered> Taken { get; } = [];

    /// <summary>Leaves those behind a place; false when there are none.</summary>
    public bool CutAfter(OfferPlace last)
    {
        var from = Taken.FindIndex(offer => offer.Place.CompareTo(last) > 0);
        if (from >= 0)
        {
            Taken.RemoveRange(from, Taken.Count - from);
        }

        return from >= 0;
    }

    /// <summary>Jobs that were met and may not begin any more.</summary>
    public List<Offered> Expired { get; } = [];

    /// <summary>Lanes that wait for a full quota from now on.</summary>
    public List<(long Lane, long Quota)> Parked { get; } = [];

    /// <summary>Lanes that were parked and are looked at again.</summary>
    public List<long> BroughtBack { get; } = [];

    /// <summary>Whether there was one more job that could have been claimed.</summary>
    public bool HasMore { get; set; }
}
