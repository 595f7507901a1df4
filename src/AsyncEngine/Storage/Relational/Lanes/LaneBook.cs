using System.Globalization;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Lanes;

/// <summary>
/// The lanes and quotas that a transaction has touched. Moves are noted here and written by <see cref="Flush"/>, which
/// keeps what claims rely on:
/// </summary>
/// <remarks>
/// <para>A lane is parked only while it has offers and its quota was seen full. A quota that has room for n jobs has,
/// among the lanes that are not parked, the n that come first of all lanes with that quota. So a claim needs to look
/// at no parked lane, and yet takes the job that comes first.</para>
/// <para>It is kept by these rules. A slot that is freed brings back the first lane that is parked on its quota. A
/// lane that becomes empty, or whose first offer becomes a later one, without taking slots, brings back one lane for
/// each of its quotas that has room; so does a claim that parks a lane on another quota. A parked lane whose first
/// offer becomes an earlier one comes back if its quota has room.</para>
/// <para>A state is a quota that queues share. For it all this holds in each queue by itself: which of them has an agent
/// that could take the room is not known here.</para>
/// </remarks>
internal sealed class LaneBook(Database database)
{
    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly Dictionary<(long Queue, string Set), Lane> _bySet = [];
    private readonly Dictionary<long, Quota> _quotas = [];
    private readonly List<Lane> _touchedLanes = [];
    private readonly List<Quota> _touchedQuotas = [];

    /// <summary>A lane by its id.</summary>
    public Lane Get(long id)
    {
        if (!_lanes.TryGetValue(id, out var lane))
        {
            lane = Read(id) ?? throw new InvalidOperationException($"There is no lane {id}.");
            _lanes.Add(id, lane);
        }

        return lane;
    }

    /// <summary>Whether this transaction freed slots that somebody may wait for.</summary>
    public bool HasFreed { get; private set; }

    /// <summary>The lane of a queue's jobs without quotas, and of those that have their slots already.</summary>
    public Lane Free(long queue) => For(queue, []);

    /// <summary>The lane of a set of quotas; made when it is the first job's.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="quotas">The quotas' ids, ascending, each once.</param>
    public Lane For(long queue, long[] quotas)
    {
        var set = SetOf(quotas);
        if (!_bySet.TryGetValue((queue, set), out var lane))
        {
            lane = Find(queue, set, quotas) ?? Create(queue, set, quotas);
            _bySet.Add((queue, set), lane);
        }

        return lane;
    }

    /// <summary>A set of quotas as lanes have it.</summary>
    /// <param name="quotas">As <see cref="For"/> takes them.</param>
    public static string SetOf(long[] quotas) => quotas.Length == 0 ? string.Empty : string.Join(
        ',', quotas.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The lane of a set of quotas was looked up or made elsewhere, where heads are not kept.</summary>
    public void Know(long queue, long[] quotas, long id)
    {
        if (!_lanes.TryGetValue(id, out var lane))
        {
            lane = Remember(new Lane { Id = id, Queue = queue, Quotas = quotas });
        }

        _bySet[(queue, SetOf(quotas))] = lane;
    }

    public Quota GetQuota(long id)
    {
        if (!_quotas.TryGetValue(id, out var quota))
        {
            using var read = database.Use(Sql.QuotaRead);
            read.Bind("id", id);
            quota = read.Step()
                ? new Quota
                {
                    Id = id,
                    Size = read.GetIntOrNull(0),
                    Used = read.GetInt(1),
                    Queue = read.GetLong(2),
                }
                : new Quota { Id = id };
            _quotas.Add(id, quota);
        }

        return quota;
    }

    /// <summary>An offer was put into a lane.</summary>
    public void Added(Lane lane, OfferPlace place)
    {
        if (!database.KeepsHeads)
        {
            return;
        }

        if (lane.Head is not { } head || place.CompareTo(head) < 0)
        {
            Touch(lane);
            lane.Head = place;
        }
    }

    /// <summary>An offer left its lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="place">Where it stood.</param>
    /// <param name="tookSlots">Whether it was claimed, which takes a slot of each of the lane's quotas.</param>
    public void Removed(Lane lane, OfferPlace place, bool tookSlots)
    {
        if (!database.KeepsHeads || (lane.Head is { } head && place.CompareTo(head) > 0 && !lane.IsHeadGone))
        {
            return;
        }

        Touch(lane);
        lane.IsHeadGone = true;
        lane.GaveWay |= !tookSlots;
    }

    /// <summary>A claim took a slot of each quota of a lane.</summary>
    public void Take(Lane lane) => Use(lane, 1);

    /// <summary>A job gave its slots back.</summary>
    public void Release(Lane lane)
    {
        HasFreed |= lane.Quotas.Length > 0;
        Use(lane, -1);
    }

    /// <summary>A quota got another size, or none: those who wait for it are offered the room.</summary>
    public void Resize(long id, int? size)
    {
        var quota = GetQuota(id);
        var room = quota.Room;
        quota.Size = size;
        Touch(quota);
        quota.Freed += Math.Max(0, quota.Room - room);
    }

    /// <summary>A claim found a lane's quota full, or considers a lane that was parked.</summary>
    public void Park(Lane lane, long? quota)
    {
        Touch(lane);
        lane.ParkedOn = quota;
    }

    /// <summary>Writes all that was noted.</summary>
    public void Flush()
    {
        foreach (var lane in _touchedLanes)
        {
            Settle(lane);
            Write(lane);
        }

        _touchedLanes.Clear();
        foreach (var quota in _touchedQuotas)
        {
            Write(quota);
            BringBack(quota);
        }

        _touchedQuotas.Clear();
    }

    /// <summary>At the end of a transaction: others may write from now on.</summary>
    public void Forget()
    {
        _lanes.Clear();
        _bySet.Clear();
        _quotas.Clear();
        _touchedLanes.Clear();
        _touchedQuotas.Clear();
        HasFreed = false;
    }

    private static OfferPlace? ReadHead(Statement row, int column) => row.IsNull(column)
        ? null
        : new OfferPlace(row.GetLong(column), row.GetLong(column + 1), row.GetLong(column + 2));

    private Lane? Read(long id)
    {
        using var read = database.Use(Sql.LaneRead);
        read.Bind("id", id);
        return read.Step() ? Map(read, ReadQuotas(id)) : null;
    }

    private Lane? Find(long queue, string set, long[] quotas)
    {
        using var find = database.Use(Sql.LaneFind);
        find.Bind("queue", queue);
        find.Bind("quota_set", set);
        if (!find.Step())
        {
            return null;
        }

        // The same object for both ways to it: what is noted in one must be seen in the other.
        return _lanes.TryGetValue(find.GetLong(0), out var known) ? known : Remember(Map(find, quotas));
    }

    private static Lane Map(Statement row, long[] quotas) => new()
    {
        Id = row.GetLong(0),
        Queue = row.GetLong(1),
        Quotas = quotas,
        Head = ReadHead(row, 2),
        ParkedOn = row.GetLongOrNull(5),
    };

    private Lane Remember(Lane lane)
    {
        _lanes.Add(lane.Id, lane);
        return lane;
    }

    private Lane Create(long queue, string set, long[] quotas)
    {
        using (var insert = database.Use(Sql.LaneInsert))
        {
            insert.Bind("queue", queue);
            insert.Bind("quota_set", set);
            insert.Run();
        }

        var id = database.LastId;
        foreach (var quota in quotas)
        {
            using var insert = database.Use(Sql.LaneQuotaInsert);
            insert.Bind("lane", id);
            insert.Bind("quota", quota);
            insert.Run();
        }

        return Remember(new Lane { Id = id, Queue = queue, Quotas = quotas });
    }

    private long[] ReadQuotas(long lane)
    {
        var quotas = new List<long>();
        using var read = database.Use(Sql.LaneQuotas);
        read.Bind("lane", lane);
        while (read.Step())
        {
            quotas.Add(read.GetLong(0));
        }

        return [.. quotas];
    }

    private void Touch(Lane lane)
    {
        if (!lane.IsTouched)
        {
            lane.IsTouched = true;
            lane.OldHead = lane.Head;
            _touchedLanes.Add(lane);
        }
    }

    private void Touch(Quota quota)
    {
        if (!quota.IsTouched)
        {
            quota.IsTouched = true;
            _touchedQuotas.Add(quota);
        }
    }

    private void Use(Lane lane, int change)
    {
        foreach (var id in lane.Quotas)
        {
            var quota = GetQuota(id);
            quota.Used += change;
            quota.Change += change;
            quota.Freed += change < 0 ? 1 : 0;
            Touch(quota);
        }
    }

    private void Settle(Lane lane)
    {
        if (lane.IsHeadGone)
        {
            lane.Head = FindHead(lane.Id);
        }

        if (lane.GaveWay && IsLater(lane.Head, lane.OldHead))
        {
            foreach (var id in lane.Quotas)
            {
                var quota = GetQuota(id);
                quota.Freed++;
                HasFreed = true;
                Touch(quota);
            }
        }

        if (lane.ParkedOn is { } parked
            && (lane.Head is null || (IsLater(lane.OldHead, lane.Head) && GetQuota(parked).Room > 0)))
        {
            lane.ParkedOn = null;
        }
    }

    /// <summary>Whether a lane that was or is empty, or whose first offer moved back, lets others go first.</summary>
    private static bool IsLater(OfferPlace? place, OfferPlace? than) =>
        than is { } other && (place is not { } mine || mine.CompareTo(other) > 0);

    private OfferPlace? FindHead(long lane)
    {
        using var read = database.Use(Sql.OfferHead);
        read.Bind("lane", lane);
        return read.Step() ? ReadHead(read, 0) : null;
    }

    private void Write(Lane lane)
    {
        using (var write = database.Use(Sql.LaneWrite))
        {
            write.Bind("head_band", lane.Head?.Band);
            write.Bind("head_key", lane.Head?.Key);
            write.Bind("head_seq", lane.Head?.Seq);
            write.Bind("parked_on", lane.ParkedOn);
            write.Bind("id", lane.Id);
            write.Run();
        }

        lane.IsTouched = false;
        lane.IsHeadGone = false;
        lane.GaveWay = false;
    }

    private void Write(Quota quota)
    {
        using (var write = database.Use(Sql.QuotaWrite))
        {
            write.Bind("size", quota.Size);
            write.Bind("change", quota.Change);
            write.Bind("id", quota.Id);
            write.Run();
        }

        quota.Change = 0;
        quota.IsTouched = false;
    }

    private void BringBack(Quota quota)
    {
        var lanes = database.KeepsHeads ? Math.Min(quota.Freed, quota.Room) : 0;
        quota.Freed = 0;
        if (lanes == 0)
        {
            return;
        }

        if (quota.Queue != Quota.NoQueue)
        {
            BringBack(quota.Id, quota.Queue, lanes);
            return;
        }

        foreach (var queue in ReadParkedQueues(quota.Id))
        {
            BringBack(quota.Id, queue, lanes);
        }
    }

    private void BringBack(long quota, long queue, long lanes)
    {
        for (; lanes > 0 && FirstParked(quota, queue) is { } id; lanes--)
        {
            var lane = Get(id);
            lane.ParkedOn = null;
            Write(lane);
        }
    }

    private long? FirstParked(long quota, long queue)
    {
        using var read = database.Use(Sql.LaneParked);
        read.AtMost(1);
        read.Bind("quota", quota);
        read.Bind("queue", queue);
        return read.Step() ? read.GetLong(0) : null;
    }

    private List<long> ReadParkedQueues(long quota)
    {
        var queues = new List<long>();
        using var read = database.Use(Sql.LaneParkedQueues);
        read.Bind("quota", quota);
        while (read.Step())
        {
            queues.Add(read.GetLong(0));
        }

        return queues;
    }
}
