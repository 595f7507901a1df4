using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>Puts jobs into their queue (T1): in line, or held until their time.</summary>
internal sealed class JobPutter(WriteSession session)
{
    /// <summary>Puts a job.</summary>
    /// <param name="job">The job; when it expires is found here.</param>
    /// <param name="lane">The lane of its quotas.</param>
    /// <param name="priority">Higher goes first.</param>
    /// <param name="times">When it may begin.</param>
    /// <param name="key">The key that it has in line, if its time has come.</param>
    public void Put(Carried job, Lane lane, int priority, StartTimes times, long key)
    {
        var carried = job with { ExpiresAt = (times.BeginAfter ?? session.Now) + times.BeginBy };
        if (times.BeginAfter is { } later && later > session.Now)
        {
            session.Places.Add(new Held
            {
                Job = carried,
                Queue = lane.Queue,
                BeginAfter = later,
                Lane = lane.Id,
                Band = OfferPlace.BandOf(priority),
            });
            return;
        }

        session.Places.Add(new Offered
        {
            Job = carried,
            Lane = lane.Id,
            Place = OfferPlace.Ready(priority, KeyOf(session, lane.Queue, key, times.BeginAfter), job.Id),
        });
    }

    /// <summary>
    /// A job with a past start goes to the tail of the line (R011); only if nobody is in line its old date counts,
    /// against held jobs that become due.
    /// </summary>
    public static long KeyOf(WriteSession session, long queue, long key, long? beginAfter) =>
        beginAfter is { } past && past < session.Now && session.Tally.ReadReady(queue) == 0 ? past : key;
}
