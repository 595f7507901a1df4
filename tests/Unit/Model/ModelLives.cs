using AsyncEngine.Jobs;

namespace Unit.Model;

/// <summary>The lives of dispatchers: activation, pings, deaths, rescues (R151, R157 to R162).</summary>
internal sealed class ModelLives(ModelState state)
{
    /// <summary>False: a living one of that identity refuses it.</summary>
    public bool Activate(int number)
    {
        if (state.Dispatchers.TryGetValue(number, out var known))
        {
            if (known.IsActive && !known.IsDead(state.Now))
            {
                return false;
            }

            Deactivate(known);
        }
        else
        {
            known = new ModelDispatcher(number);
            state.Dispatchers.Add(number, known);
        }

        known.ActivatedAt = state.Now;
        known.LastPingAt = null;
        return true;
    }

    /// <summary>Returns the sibling that was found dead, if there was one.</summary>
    public ModelDispatcher? Ping(ModelDispatcher own)
    {
        if (!own.IsActive)
        {
            own.ActivatedAt = own.LastPingAt = state.Now;
            return null;
        }

        var isLate = own.IsLate(state.Now);
        if (own.LastPingAt is not { } last || last + ModelDispatcher.PingInterval <= state.Now)
        {
            own.LastPingAt = state.Now;
        }

        if (isLate || Sibling(own) is not { } sibling || !sibling.IsDead(state.Now))
        {
            return null;
        }

        Deactivate(sibling);
        return sibling;
    }

    public void Deactivate(ModelDispatcher dispatcher)
    {
        dispatcher.ActivatedAt = null;
        state.ReleaseHolds(dispatcher);
        var own = state.In(ModelStand.Running).Where(job => job.Dispatcher == dispatcher).ToList();
        foreach (var job in own.OrderBy(job => job.StartedAt ?? DateTimeOffset.MaxValue).ThenBy(job => job.Place))
        {
            Rescue(job);
        }
    }

    private ModelDispatcher? Sibling(ModelDispatcher own) => state.Dispatchers.Values
        .Where(other => other.IsActive && other != own)
        .OrderBy(other => other.Number < own.Number).ThenBy(other => other.Number).FirstOrDefault();

    private void Rescue(ModelJob job)
    {
        job.Dispatcher = null;
        if (job.Phase == JobStatus.Assigned)
        {
            job.Attempt--;
            state.PutInLine(job, state.NextKey());
        }
        else if (job.Phase == JobStatus.Callbacks)
        {
            state.OfferCallbacks(job);
        }
        else
        {
            Interrupt(job);
        }
    }

    private void Interrupt(ModelJob job)
    {
        job.Interruptions++;
        job.IsCareful = job.NeedsWorker = true;
        if (job.IsStopRequested)
        {
            state.Finish(job, JobOutcome.Cancelled, ErrorIds.JobCancelled);
        }
        else if (ModelRuns.IsRetried(job.Policy, job.Interruptions))
        {
            state.PutBack(job);
        }
        else
        {
            state.Finish(job, JobOutcome.Failed, ErrorIds.JobAborted);
        }
    }
}
