using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Places;

/// <summary>Reads the rows of places. All statements that give such a row have its columns in the same order.</summary>
internal static class PlaceRows
{
    public static Offered? FindOffer(Database database, long id)
    {
        using var find = database.Use(Sql.OfferFind);
        find.Bind("id", id);
        return find.Step() ? ReadOffer(find) : null;
    }

    public static Held? FindHeld(Database database, long id)
    {
        using var find = database.Use(Sql.HeldFind);
        find.Bind("id", id);
        return find.Step() ? ReadHeld(find) : null;
    }

    public static Running? FindRunning(Database database, long id)
    {
        using var find = database.Use(Sql.RunningFind);
        find.Bind("id", id);
        return find.Step() ? ReadRunning(find) : null;
    }

    public static Waiting? FindWaiting(Database database, long id)
    {
        using var find = database.Use(Sql.WaitingFind);
        find.Bind("id", id);
        return find.Step() ? ReadWaiting(find) : null;
    }

    public static Fresh? FindFresh(Database database, long id)
    {
        using var find = database.Use(Sql.FreshFind);
        find.Bind("id", id);
        return !find.Step() ? null : new Fresh
        {
            Id = id,
            Queue = find.GetLong(0),
            Lane = find.GetLong(1),
            Priority = find.GetInt(2),
            BeginAfter = find.GetLongOrNull(3),
            Delay = find.GetLongOrNull(4),
            BeginBy = find.GetLongOrNull(5),
            Care = (JobCare)find.GetInt(6),
            IsJoin = find.GetBool(7),
            HasCallbacks = find.GetBool(8),
        };
    }

    public static Offered ReadOffer(Statement row) => new()
    {
        Lane = row.GetLong(0),
        Place = new OfferPlace(row.GetLong(1), row.GetLong(2), row.GetLong(3)),
        Job = new Carried(
            Id: row.GetLong(4),
            Run: row.GetLong(5),
            Attempt: row.GetInt(6),
            Interruptions: row.GetInt(7),
            Care: (JobCare)row.GetInt(10),
            HasCallbacks: Carried.HasCallbacksIn(row.GetInt(11)),
            ExpiresAt: row.GetLongOrNull(12),
            IsAwaited: Carried.IsAwaitedIn(row.GetInt(11))),
        Phase = (OfferPhase)row.GetInt(8),
        Holds = row.GetLongOrNull(9),
    };

    public static Held ReadHeld(Statement row) => new()
    {
        Queue = row.GetLong(0),
        BeginAfter = row.GetLong(1),
        Lane = row.GetLong(3),
        Band = row.GetLong(4),
        IsRetry = row.GetBool(8),
        Job = new Carried(
            Id: row.GetLong(2),
            Run: row.GetLong(5),
            Attempt: row.GetInt(6),
            Interruptions: row.GetInt(7),
            Care: (JobCare)row.GetInt(9),
            HasCallbacks: Carried.HasCallbacksIn(row.GetInt(10)),
            ExpiresAt: row.GetLongOrNull(11),
            IsAwaited: Carried.IsAwaitedIn(row.GetInt(10))),
    };

    public static Running ReadRunning(Statement row) => new()
    {
        Dispatcher = row.GetLong(2),
        Agent = row.GetLong(3),
        Phase = (RunPhase)row.GetInt(4),
        Lane = row.GetLong(5),
        Place = new OfferPlace(row.GetLong(6), row.GetLong(7), row.GetLong(8)),
        Holds = row.GetLongOrNull(9),
        StartedAt = row.GetLongOrNull(15),
        IsStopRequested = row.GetBool(16),
        Job = new Carried(
            Id: row.GetLong(0),
            Run: row.GetLong(1),
            Attempt: row.GetInt(10),
            Interruptions: row.GetInt(11),
            Care: (JobCare)row.GetInt(12),
            HasCallbacks: Carried.HasCallbacksIn(row.GetInt(13)),
            ExpiresAt: row.GetLongOrNull(14),
            IsAwaited: Carried.IsAwaitedIn(row.GetInt(13))),
    };

    public static Waiting ReadWaiting(Statement row) => new()
    {
        Queue = row.GetLong(1),
        Kind = (WaitKind)row.GetInt(2),
        Inner = row.GetLongOrNull(3),
        StartedAt = row.GetLongOrNull(8),
        HadErrors = row.GetBool(9),
        ExitCode = row.GetIntOrNull(10),
        Dispatcher = row.GetLongOrNull(11),
        Agent = row.GetLongOrNull(12),
        Job = new Carried(
            Id: row.GetLong(0),
            Run: row.GetLong(4),
            Attempt: row.GetInt(5),
            Interruptions: row.GetInt(6),
            Care: JobCare.Worker,
            HasCallbacks: Carried.HasCallbacksIn(row.GetInt(7)),
            ExpiresAt: null,
            IsAwaited: Carried.IsAwaitedIn(row.GetInt(7))),
    };
}
