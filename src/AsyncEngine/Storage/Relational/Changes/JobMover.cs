using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Changes;

/// <summary>Gives a pending job the place that its changed plan has in the order of offers (R010).</summary>
/// <remarks>
/// Another priority or other quotas keep the moment from which the job waits, and an interrupted job stays first in
/// line (R022). Another start time or queue is a new put: held until then, or at the end of the line (R011).
/// </remarks>
internal sealed class JobMover(WriteSession session)
{
    public void Move(PendingJob pending, ChangedPlan plan)
    {
        var job = pending.Job with
        {
            ExpiresAt = plan.ExpiresAt,
            Care = pending.Job.Care.And(JobCares.Of(plan.Lane)),
        };
        if (pending.Held is { } held)
        {
            session.Places.Remove(held);
            PutHeld(held, job, plan);
        }
        else if (pending.Offer is { } offer)
        {
            session.Places.Remove(offer);
            PutOffered(offer, job, plan, keepsLane: plan.Lane.Id == pending.Plan.Lane);
        }
    }

    private void PutHeld(Held held, Carried job, ChangedPlan plan)
    {
        // In another queue it goes on waiting for the same moment.
        var beginAfter = plan.BeginAfter ?? held.BeginAfter;
        if (beginAfter > session.Now)
        {
            AddHeld(job, plan, beginAfter, held.IsRetry && beginAfter == held.BeginAfter);
        }
        else if (beginAfter == held.BeginAfter)
        {
            // Due, and not promoted yet.
            AddHeld(job, plan, beginAfter, held.IsRetry);
        }
        else
        {
            AddLast(job, plan);
        }
    }

    private void PutOffered(Offered offer, Carried job, ChangedPlan plan, bool keepsLane)
    {
        var keepsSlots = offer.Holds is not null && keepsLane && !plan.IsPutAnew;
        if (offer.Holds is { } slots && !keepsSlots)
        {
            session.Lanes.Release(session.Lanes.Get(slots));
        }

        if (plan is { IsPutAnew: true, BeginAfter: { } later } && later > session.Now)
        {
            AddHeld(job, plan, later, isRetry: false);
        }
        else if (plan.IsPutAnew)
        {
            AddLast(job, plan);
        }
        else
        {
            session.Places.Add(offer with
            {
                Job = job,
                Lane = keepsSlots ? offer.Lane : plan.Lane.Id,
                Holds = keepsSlots ? offer.Holds : null,
                Place = offer.Place.Band == OfferPlace.PutBackBand
                    ? offer.Place
                    : offer.Place with { Band = OfferPlace.BandOf(plan.Priority) },
            });
        }
    }

    private void AddHeld(Carried job, ChangedPlan plan, long beginAfter, bool isRetry) => session.Places.Add(new Held
    {
        Job = job,
        Queue = plan.Lane.Queue,
        BeginAfter = beginAfter,
        Lane = plan.Lane.Id,
        Band = OfferPlace.BandOf(plan.Priority),
        IsRetry = isRetry,
    });

    private void AddLast(Carried job, ChangedPlan plan)
    {
        var key = JobPutter.KeyOf(session, plan.Lane.Queue, session.NextKey(), plan.BeginAfter);
        session.Places.Add(new Offered
        {
            Job = job,
            Lane = plan.Lane.Id,
            Place = OfferPlace.Ready(plan.Priority, key, job.Id),
        });
    }
}
