using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>A dispatcher's life signs.</summary>
internal sealed record DispatcherRow
{
    public required long Id { get; init; }

    public required string Uuid { get; init; }

    public long? ActivatedAt { get; init; }

    public long? LastPingAt { get; init; }

    public required long PingInterval { get; init; }

    public required long DeathInterval { get; init; }

    public bool IsActive => ActivatedAt is not null;

    /// <summary>The last moment at which it was known to live; null when it never did.</summary>
    public long? LastSign => LastPingAt ?? ActivatedAt;

    /// <summary>After this moment it counts as dead.</summary>
    public long? DeathAt => LastSign + DeathInterval;

    public static DispatcherRow? Find(Database database, long id)
    {
        using var read = database.Use(Sql.DispatcherRead);
        read.Bind("id", id);
        return read.Step() ? Read(read, id, read.GetText(0)) : null;
    }

    public static DispatcherRow? Find(Database database, string uuid)
    {
        using var find = database.Use(Sql.DispatcherFind);
        find.Bind("uuid", uuid);
        return find.Step() ? Read(find, find.GetLong(0), uuid) : null;
    }

    /// <summary>The next active dispatcher after this one (R159); null when it is alone.</summary>
    public DispatcherRow? FindSibling(Database database)
    {
        using var find = database.Use(Sql.DispatcherSibling);
        find.Bind("uuid", Uuid);
        return !find.Step() ? null : new DispatcherRow
        {
            Id = find.GetLong(0),
            Uuid = find.GetText(1),
            ActivatedAt = find.GetLongOrNull(2),
            LastPingAt = find.GetLongOrNull(3),
            PingInterval = find.GetLong(4),
            DeathInterval = find.GetLong(5),
        };
    }

    /// <summary>Silent for longer than its death interval; not at that very moment (R158).</summary>
    public bool IsDead(long now) => DeathAt < now;

    /// <summary>
    /// Its own ping is so late that others are probably late for the same reason: the machine slept, or the clock
    /// jumped. Then nobody else is judged until the next ping.
    /// </summary>
    public bool IsLate(long now) => LastSign + ((PingInterval + DeathInterval) / 2) < now;

    /// <summary>Whether a ping is to be written (R157).</summary>
    public bool IsPingDue(long now) => LastPingAt is not { } last || last + PingInterval <= now || IsAhead(now);

    /// <summary>Its last sign of life is of a clock that has been set back since: it says nothing.</summary>
    public bool IsAhead(long now) => LastSign > now;

    private static DispatcherRow Read(Statement row, long id, string uuid) => new()
    {
        Id = id,
        Uuid = uuid,
        ActivatedAt = row.GetLongOrNull(1),
        LastPingAt = row.GetLongOrNull(2),
        PingInterval = row.GetLong(3),
        DeathInterval = row.GetLong(4),
    };
}
