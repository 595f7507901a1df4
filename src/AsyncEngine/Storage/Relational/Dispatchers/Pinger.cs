using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>Signs of life, and the look at one sibling that belongs to each (R156 to R160).</summary>
internal sealed class Pinger(WriteSession session)
{
    private readonly Rescuer _rescuer = new(session);

    /// <summary>
    /// A ping that concerns nobody but the dispatcher itself, as nearly all are; null, and nothing is written, when
    /// there is more to do.
    /// </summary>
    public PingResult? TryPing(long id)
    {
        var own = Find(id);
        var sibling = own.FindSibling(session.Database);
        if (!own.IsActive || (!own.IsLate(session.Now) && IsRemarkable(sibling)))
        {
            return null;
        }

        WriteSign(own);
        return new PingResult { NextDeathAt = DeathOf(sibling) };
    }

    public PingResult Ping(long id)
    {
        var own = Find(id);
        if (!own.IsActive)
        {
            Write(Sql.DispatcherReactivate, id);
            return new PingResult { Reactivated = true, NextDeathAt = DeathOf(own.FindSibling(session.Database)) };
        }

        WriteSign(own);
        return own.IsLate(session.Now)
            ? new PingResult { NextDeathAt = DeathOf(own.FindSibling(session.Database)) }
            : LookAtSibling(own);
    }

    private static DateTimeOffset? DeathOf(DispatcherRow? sibling) => Moment.ToMoment(sibling?.DeathAt);

    private DispatcherRow Find(long id) => DispatcherRow.Find(session.Database, id)
        ?? throw new AsyncEngineException(
            ErrorIds.DispatcherNotFound, $"There is no dispatcher {id} in this store. Start one.")
        {
            Target = id,
        };

    private bool IsRemarkable(DispatcherRow? sibling) =>
        sibling is not null && (sibling.IsAhead(session.Now) || sibling.IsDead(session.Now));

    private void WriteSign(DispatcherRow own)
    {
        if (own.IsPingDue(session.Now))
        {
            Write(Sql.DispatcherPing, own.Id);
        }
    }

    private PingResult LookAtSibling(DispatcherRow own)
    {
        var sibling = own.FindSibling(session.Database);
        if (sibling?.IsAhead(session.Now) == true)
        {
            // Its time begins anew. If it lives it does not notice.
            Write(Sql.DispatcherPing, sibling.Id);
            return new PingResult { NextDeathAt = Moment.ToMoment(session.Now + sibling.DeathInterval) };
        }

        if (sibling is null || !sibling.IsDead(session.Now))
        {
            return new PingResult { NextDeathAt = DeathOf(sibling) };
        }

        var jobs = _rescuer.Deactivate(sibling.Id, Rescuer.Silent);
        return new PingResult
        {
            Rescued = Guid.Parse(sibling.Uuid),
            RescuedJobs = jobs,
            NextDeathAt = DeathOf(own.FindSibling(session.Database)),
        };
    }

    private void Write(SqlText text, long id)
    {
        using var write = session.Database.Use(text);
        write.Bind("now", session.Now);
        write.Bind("id", id);
        write.Run();
    }
}
