using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>Ends jobs that may not begin any more (R019), without an agent's help (R020).</summary>
internal sealed class JobExpirer(WriteSession session)
{
    private readonly OutcomeWriter _outcomes = new(session);

    /// <summary>Ends the jobs of any queue that are longest overdue; a limited number, for a turn to stay short.</summary>
    /// <returns>How many it were.</returns>
    public int Sweep()
    {
        var overdue = ReadOverdue();
        foreach (var offer in overdue)
        {
            Expire(offer);
        }

        return overdue.Count;
    }

    public void Expire(Offered offer)
    {
        session.Places.Remove(offer);
        var queue = session.Lanes.Get(offer.Lane).Queue;
        if (offer.Holds is { } lane)
        {
            session.Lanes.Release(session.Lanes.Get(lane));
        }

        Finish(offer.Job, queue);
    }

    /// <summary>Ends a job if it is overdue, whether it is in line or its time to be put there was missed.</summary>
    public bool ExpireIfOverdue(long id)
    {
        if (session.Places.FindOffer(id) is { } offer)
        {
            if (offer.Job.ExpiresAt < session.Now)
            {
                Expire(offer);
                return true;
            }
        }
        else if (session.Places.FindHeld(id) is { } held && held.Job.ExpiresAt < session.Now)
        {
            session.Places.Remove(held);
            Finish(held.Job, held.Queue);
            return true;
        }

        return false;
    }

    private List<Offered> ReadOverdue()
    {
        var overdue = new List<Offered>();
        using var read = session.Database.Use(Sql.OfferOverdue);
        read.Bind("now", session.Now);
        while (read.Step())
        {
            overdue.Add(PlaceRows.ReadOffer(read));
        }

        return overdue;
    }

    private void Finish(Carried job, long queue)
    {
        var row = new OutcomeRow
        {
            Job = job,
            Outcome = JobOutcome.Failed,
            Error = Faults.Expired(job.ExpiresAt ?? session.Now),
            EndedAt = session.Now,
        };
        _outcomes.Finish(row, queue);
    }
}
