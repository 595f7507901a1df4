using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>Reads the lanes of one queue inside a claim's transaction, no further than the claim asks.</summary>
internal sealed class LaneReader : ILaneSource, IDisposable
{
    private const int ParkedPage = 16;

    private readonly Database _database;
    private readonly LaneBook _lanes;
    private readonly long _queue;
    private readonly Statement _open;
    private readonly Dictionary<long, ParkedPages> _parked = [];

    /// <param name="database">The database.</param>
    /// <param name="lanes">The lanes and quotas.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="heads">Which of its lanes count as open; null = those that are not parked.</param>
    public LaneReader(Database database, LaneBook lanes, long queue, SqlText? heads = null)
    {
        _database = database;
        _lanes = lanes;
        _queue = queue;
        _open = database.Use(heads ?? Sql.LaneOpen);
        _open.Bind("queue", queue);
    }

    public LaneHead? NextOpen() => _open.Step() ? Head(_open) : null;

    public LaneHead? NextParked(long quota)
    {
        if (!_parked.TryGetValue(quota, out var lanes))
        {
            lanes = new ParkedPages();
            _parked.Add(quota, lanes);
        }

        if (lanes.Page.Count == 0 && !lanes.IsAtEnd)
        {
            ReadParked(quota, lanes);
        }

        return lanes.Page.TryDequeue(out var lane) ? lane : null;
    }

    public IReadOnlyList<Offered> Read(long lane, OfferPlace? after, int count)
    {
        using var read = _database.Use(after is null ? Sql.OfferFirst : Sql.OfferNext);
        read.AtMost(count);
        read.Bind("lane", lane);
        if (after is { } place)
        {
            read.Bind("band", place.Band);
            read.Bind("key", place.Key);
            read.Bind("seq", place.Seq);
        }

        read.AtMost(count);
        var offers = new List<Offered>(Math.Min(count, 16));
        while (offers.Count < count && read.Step())
        {
            offers.Add(PlaceRows.ReadOffer(read));
        }

        return offers;
    }

    public IReadOnlyList<long> QuotasOf(long lane) => _lanes.Get(lane).Quotas;

    public int RoomOf(long quota) => _lanes.GetQuota(quota).Room;

    public int ReserveOf(long quota) => _lanes.GetQuota(quota).Reserve;

    public void Dispose() => _open.Dispose();

    private static LaneHead Head(Statement row) =>
        new(row.GetLong(0), new OfferPlace(row.GetLong(1), row.GetLong(2), row.GetLong(3)));

    private void ReadParked(long quota, ParkedPages lanes)
    {
        using var read = _database.Use(lanes.Last is null ? Sql.LaneParked : Sql.LaneParkedNext);
        read.Bind("quota", quota);
        read.Bind("queue", _queue);
        if (lanes.Last is { } last)
        {
            read.Bind("band", last.Band);
            read.Bind("key", last.Key);
            read.Bind("seq", last.Seq);
        }

        while (lanes.Page.Count < ParkedPage && read.Step())
        {
            var head = Head(read);
            lanes.Page.Enqueue(head);
            lanes.Last = head.Place;
        }

        lanes.IsAtEnd = lanes.Page.Count < ParkedPage;
    }

    private sealed class ParkedPages
    {
        public Queue<LaneHead> Page { get; } = new();

        public OfferPlace? Last { get; set; }

        public bool IsAtEnd { get; set; }
    }
}
