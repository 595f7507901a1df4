using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>
/// The lanes of a queue as one sees them who takes nothing yet: a quota has room for all who come, or for none, and
/// since any of them may be chosen, parked lanes are looked at as well.
/// </summary>
internal sealed class CandidateLanes(Database database, long queue, OfferPlace? from) : ILaneSource, IDisposable
{
    private readonly LaneReader _lanes = new(database, new LaneBook(database), queue, Sql.LaneHeads);

    /// <summary>Reads a page for an agent.</summary>
    public static CandidatePage Read(Database database, long agent, CandidatePlace? after, int count, long now)
    {
        if (FindQueue(database, agent) is not { } queue)
        {
            return new CandidatePage([], null);
        }

        using var lanes = new CandidateLanes(
            database, queue, after is null ? null : new OfferPlace(after.First, after.Second, after.Third));
        var offers = new LaneMerge(lanes, now).Run(new ClaimSize(count)).Taken;
        var last = offers.Count < count ? null : offers[^1];
        return new CandidatePage(
            [.. offers.Select(offer => offer.Job.Id)],
            last is null ? null : new CandidatePlace(last.Place.Band, last.Place.Key, last.Place.Seq));
    }

    public LaneHead? NextOpen() => _lanes.NextOpen();

    public LaneHead? NextParked(long quota) => null;

    public IReadOnlyList<Offered> Read(long lane, OfferPlace? after, int count) =>
        _lanes.Read(lane, after ?? from, count);

    public IReadOnlyList<long> QuotasOf(long lane) => _lanes.QuotasOf(lane);

    public int RoomOf(long quota) => _lanes.RoomOf(quota) > 0 ? int.MaxValue : 0;

    public int ReserveOf(long quota) => 0;

    public void Dispose() => _lanes.Dispose();

    private static long? FindQueue(Database database, long agent)
    {
        using var read = database.Use(Sql.AgentRead);
        read.Bind("id", agent);
        return read.Step() ? read.GetLong(1) : null;
    }
}
