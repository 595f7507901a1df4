namespace AsyncEngine.Storage.Relational.Lanes;

/// <summary>
/// Where a job stands in its queue's order: lower goes first (R010). The put-back lane is a band before all others,
/// then come priorities; inside a band the key is the moment from which the job waits.
/// </summary>
/// <param name="Band">The put-back band, or the priority with its sign turned.</param>
/// <param name="Key">When the job was put, or its start time if it was held until then.</param>
/// <param name="Seq">Orders equal keys: held jobs by id before those that were put at that very moment.</param>
internal readonly record struct OfferPlace(long Band, long Key, long Seq) : IComparable<OfferPlace>
{
    /// <summary>Before every priority that fits into an int.</summary>
    public const long PutBackBand = -(1L << 40);

    /// <summary>Ids stay below, so that held jobs come first.</summary>
    private const long FirstReadySeq = 1L << 60;

    /// <summary>The place of a job that is put in line now.</summary>
    /// <param name="priority">Higher goes first.</param>
    /// <param name="key">A moment of its own, or a past start time.</param>
    /// <param name="id">Orders jobs that are put at the same moment.</param>
    public static OfferPlace Ready(int priority, long key, long id) => new(BandOf(priority), key, FirstReadySeq + id);

    /// <summary>The place of a held job whose time has come.</summary>
    public static OfferPlace Due(long band, long beginAfter, long id) => new(band, beginAfter, id);

    /// <summary>First in line, behind those that were put back before (R022).</summary>
    public static OfferPlace PutBack(long key, long id) => new(PutBackBand, key, FirstReadySeq + id);

    /// <summary>The band of a priority.</summary>
    public static long BandOf(int priority) => -(long)priority;

    public int CompareTo(OfferPlace other)
    {
        var byBand = Band.CompareTo(other.Band);
        if (byBand != 0)
        {
            return byBand;
        }

        var byKey = Key.CompareTo(other.Key);
        return byKey != 0 ? byKey : Seq.CompareTo(other.Seq);
    }
}
