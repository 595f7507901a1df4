using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>The offers that a claim may choose from, lane by lane, as they were read and locked.</summary>
internal sealed class LaneCandidates : ILaneSource
{
    private readonly Dictionary<long, List<Offered>> _offers = [];
    private readonly Dictionary<long, long[]> _quotas = [];
    private readonly Dictionary<long, (int Room, int Reserve)> _rooms = [];
    private Queue<LaneHead>? _heads;

    /// <summary>How many lanes seemed to have room, as far as they were read.</summary>
    public long Lanes { get; private set; }

    /// <summary>How many of them could be locked and did have room.</summary>
    public long Opened { get; private set; }

    /// <summary>The place of the last lane's first offer; null when no lane has quotas.</summary>
    public OfferPlace? LastHead => _offers
        .Where(lane => _quotas[lane.Key].Length > 0)
        .Select(lane => (OfferPlace?)lane.Value[0].Place)
        .Max();

    public async Task ReadAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            Add(row);
        }
    }

    public LaneHead? NextOpen()
    {
        _heads ??= new Queue<LaneHead>(_offers
            .Select(lane => new LaneHead(lane.Key, lane.Value[0].Place))
            .OrderBy(head => head.Place));
        return _heads.TryDequeue(out var head) ? head : null;
    }

    /// <summary>Every lane that has room is open here: none is kept apart.</summary>
    public LaneHead? NextParked(long quota) => null;

    public IReadOnlyList<Offered> Read(long lane, OfferPlace? after, int count)
    {
        var offers = _offers[lane];
        var from = after is { } place ? offers.FindIndex(offer => offer.Place.CompareTo(place) > 0) : 0;
        return from < 0 ? [] : offers.GetRange(from, Math.Min(count, offers.Count - from));
    }

    public IReadOnlyList<long> QuotasOf(long lane) => _quotas[lane];

    public int RoomOf(long quota) => _rooms[quota].Room;

    public int ReserveOf(long quota) => _rooms[quota].Reserve;

    private void Add(NpgsqlDataReader row)
    {
        if (row.IsDBNull(0))
        {
            Lanes = row.GetInt64(16);
            Opened = row.GetInt64(17);
            return;
        }

        var lane = row.GetInt64(0);
        if (!_offers.TryGetValue(lane, out var offers))
        {
            offers = [];
            _offers.Add(lane, offers);
            AddLane(lane, row);
        }

        offers.Add(ReadOffer(row, lane));
    }

    private void AddLane(long lane, NpgsqlDataReader row)
    {
        var quotas = row.GetFieldValue<long[]>(13);
        var rooms = row.GetFieldValue<int[]>(14);
        var reserves = row.GetFieldValue<int[]>(15);
        _quotas.Add(lane, quotas);
        for (var index = 0; index < quotas.Length; index++)
        {
            _rooms[quotas[index]] = (rooms[index], reserves[index]);
        }
    }

    private static Offered ReadOffer(NpgsqlDataReader row, long lane) => new()
    {
        Lane = lane,
        Place = new OfferPlace(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
        Phase = (OfferPhase)row.GetInt16(8),
        Holds = row.IsDBNull(9) ? null : row.GetInt64(9),
        Job = new Carried(
            Id: row.GetInt64(4),
            Run: row.GetInt64(5),
            Attempt: row.GetInt32(6),
            Interruptions: row.GetInt32(7),
            Care: (JobCare)row.GetInt16(10),
            HasCallbacks: row.GetInt16(11) != 0,
            ExpiresAt: row.IsDBNull(12) ? null : row.GetInt64(12)),
    };
}
