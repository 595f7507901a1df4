using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>
/// Chooses the jobs of a claim: a merge of a queue's lanes by the places of their first offers, as far as their quotas
/// have room. Decides only; what it reads comes from <see cref="ILaneSource"/>.
/// </summary>
/// <remarks>
/// A lane whose quota is full is parked on that quota and costs nothing more. For each of its other quotas that has
/// room, one lane that is parked there is looked at in its stead: see the rules at <see cref="LaneBook"/>.
/// </remarks>
internal sealed class LaneMerge(ILaneSource source, long now)
{
    private const int FirstPage = 2;
    private const int LastPage = 128;

    private readonly PriorityQueue<Cursor, OfferPlace> _heads = new();
    private readonly Dictionary<long, int> _rooms = [];
    private readonly ClaimPlan _plan = new();
    private LaneHead? _nextOpen;
    private int _slotsAhead;

    /// <summary>
    /// Plans a claim. The first job that may not be taken before there is a worker for it ends that, so that none is
    /// overtaken.
    /// </summary>
    public ClaimPlan Run(ClaimSize size)
    {
        _nextOpen = source.NextOpen();
        while (Next(size.Limit) is { } cursor)
        {
            if (_plan.Taken.Count >= size.Limit || (_plan.Taken.Count >= size.Want && !MayGoAhead(cursor, size.SlotsAhead)))
            {
                _plan.HasMore = true;
                break;
            }

            _slotsAhead += _plan.Taken.Count >= size.Want && cursor.Current.Job.Care == JobCare.Slots ? 1 : 0;
            Take(cursor);
            Advance(cursor, size.Limit);
        }

        return _plan;
    }

    private bool MayGoAhead(Cursor cursor, int slotsAhead) => cursor.Current.Job.Care switch
    {
        JobCare.None => true,
        JobCare.Slots => _slotsAhead < slotsAhead
            && cursor.Quotas.All(quota => RoomOf(quota) > source.ReserveOf(quota)),
        _ => false,
    };

    /// <summary>The lane whose first offer can be taken next, in order over all lanes; null when there is none.</summary>
    private Cursor? Next(int limit)
    {
        while (true)
        {
            OpenLanesBefore(limit);
            if (!_heads.TryPeek(out var cursor, out _))
            {
                return null;
            }

            _heads.Dequeue();
            if (FindFull(cursor) is { } quota)
            {
                Park(cursor, quota, limit);
            }
            else if (cursor.Current.Job.ExpiresAt < now)
            {
                _plan.Expired.Add(cursor.Current);
                Advance(cursor, limit);
                LookAtParked(cursor, limit);
            }
            else
            {
                return cursor;
            }
        }
    }

    /// <summary>Lanes are opened only when their first offer may be the next one.</summary>
    private void OpenLanesBefore(int limit)
    {
        while (_nextOpen is { } lane
            && (!_heads.TryPeek(out _, out var first) || lane.Place.CompareTo(first) < 0))
        {
            Open(lane, limit);
            _nextOpen = source.NextOpen();
        }
    }

    private void Open(LaneHead lane, int limit)
    {
        var quotas = source.QuotasOf(lane.Lane);

        // Most jobs of a claim come from the free lane; of one with quotas few have room.
        var page = quotas.Count == 0 ? limit + 1 : FirstPage;
        var cursor = new Cursor(lane.Lane, quotas, page);
        cursor.Fill(source.Read(lane.Lane, null, Math.Min(page, LastPage)));
        if (cursor.HasCurrent)
        {
            _heads.Enqueue(cursor, cursor.Current.Place);
        }
    }

    private void Advance(Cursor cursor, int limit)
    {
        if (!cursor.MoveNext())
        {
            cursor.PageSize = Math.Min(Math.Min(cursor.PageSize * 2, limit + 1), LastPage);
            cursor.Fill(source.Read(cursor.Lane, cursor.Last, cursor.PageSize));
        }

        if (cursor.HasCurrent)
        {
            _heads.Enqueue(cursor, cursor.Current.Place);
        }
    }

    private void Take(Cursor cursor)
    {
        _plan.Taken.Add(cursor.Current);
        foreach (var quota in cursor.Quotas)
        {
            _rooms[quota] = RoomOf(quota) - 1;
        }
    }

    private void Park(Cursor cursor, long full, int limit)
    {
        _plan.Parked.Add((cursor.Lane, full));
        LookAtParked(cursor, limit);
    }

    private void LookAtParked(Cursor cursor, int limit)
    {
        foreach (var quota in cursor.Quotas)
        {
            if (RoomOf(quota) > 0 && source.NextParked(quota) is { } lane)
            {
                _plan.BroughtBack.Add(lane.Lane);
                Open(lane, limit);
            }
        }
    }

    private long? FindFull(Cursor cursor)
    {
        foreach (var quota in cursor.Quotas)
        {
            if (RoomOf(quota) <= 0)
            {
                return quota;
            }
        }

        return null;
    }

    private int RoomOf(long quota)
    {
        if (!_rooms.TryGetValue(quota, out var room))
        {
            room = source.RoomOf(quota);
            _rooms.Add(quota, room);
        }

        return room;
    }

    private sealed class Cursor(long lane, IReadOnlyList<long> quotas, int pageSize)
    {
        private IReadOnlyList<Offered> _page = [];
        private int _index;

        public long Lane => lane;

        public IReadOnlyList<long> Quotas => quotas;

        public int PageSize { get; set; } = pageSize;

        public bool HasCurrent => _index < _page.Count;

        public Offered Current => _page[_index];

        /// <summary>The place after which the next page begins.</summary>
        public OfferPlace? Last => _page.Count == 0 ? null : _page[^1].Place;

        public void Fill(IReadOnlyList<Offered> page)
        {
            _page = page;
            _index = 0;
        }

        public bool MoveNext() => ++_index < _page.Count;
    }
}
