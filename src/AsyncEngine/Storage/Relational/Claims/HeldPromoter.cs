using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>Moves held jobs whose time has come into line, at the place that their start time gives them (R010).</summary>
internal sealed class HeldPromoter(WriteSession session)
{
    private const int MostOfATurn = 500;

    public void Promote(long queue)
    {
        foreach (var held in ReadDue(queue))
        {
            session.Places.Remove(held);
            session.Places.Add(new Offered
            {
                Job = held.Job,
                Lane = held.Lane,
                Place = OfferPlace.Due(held.Band, held.BeginAfter, held.Job.Id),
            });
        }
    }

    /// <summary>When the next held job becomes due; null when none is held.</summary>
    public DateTimeOffset? ReadNextDue(long queue)
    {
        using var read = session.Database.Use(Sql.HeldNext);
        read.Bind("queue", queue);
        return read.Step() ? Moment.ToMoment(read.GetLong(0)) : null;
    }

    private List<Held> ReadDue(long queue)
    {
        var due = new List<Held>();
        using var read = session.Database.Use(Sql.HeldDue);
        read.AtMost(MostOfATurn);
        read.Bind("queue", queue);
        read.Bind("now", session.Now);
        while (due.Count < MostOfATurn && read.Step())
        {
            due.Add(PlaceRows.ReadHeld(read));
        }

        return due;
    }
}
