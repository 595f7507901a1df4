namespace AsyncEngine.Storage.Relational.Lanes;

/// <summary>A lane as a transaction sees it: the offers of one queue that share a set of quotas.</summary>
internal sealed class Lane
{
    public required long Id { get; init; }

    public required long Queue { get; init; }

    /// <summary>Its quotas' ids, ascending; empty for the free lane.</summary>
    public required long[] Quotas { get; init; }

    /// <summary>The place of its first offer; null when it is empty.</summary>
    public OfferPlace? Head { get; set; }

    /// <summary>The full quota that it waits for; null when claims look at it.</summary>
    public long? ParkedOn { get; set; }

    /// <summary>The head before this transaction's moves, while they are not written.</summary>
    public OfferPlace? OldHead { get; set; }

    /// <summary>Its first offer is gone: the head has to be read anew.</summary>
    public bool IsHeadGone { get; set; }

    /// <summary>An offer left it without taking slots: those who wait for its quotas may come first now.</summary>
    public bool GaveWay { get; set; }

    /// <summary>Something here is not written yet.</summary>
    public bool IsTouched { get; set; }
}
