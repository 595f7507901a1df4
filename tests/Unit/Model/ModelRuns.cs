using AsyncEngine.Jobs;
using AsyncEngine.Storage;

namespace Unit.Model;

/// <summary>What dispatchers do to jobs: claim, start, settle, give back.</summary>
internal sealed class ModelRuns(ModelState state, ModelDoor door)
{
    /// <summary>The fence (R062): the job, if this run of it is this dispatcher's.</summary>
    public ModelJob? FindOwn(RunKey key, ModelDispatcher dispatcher) =>
        state.Jobs.GetValueOrDefault(key.RootId) is { Stand: ModelStand.Running } job
            && job.Run == key.Run && job.Dispatcher == dispatcher
            && key.JobId == key.RootId == (job.Phase != JobStatus.Callbacks)
            && (key.JobId == key.RootId || state.Jobs[key.JobId] is { Outcome: null } or { Starts: 0 })
            ? job
            : null;

    public void Settle(ModelJob job, Settlement settlement)
    {
        foreach (var added in settlement.AddedJobs)
        {
            door.Put([added], [added.Id]);
        }

        if (settlement.Key.JobId != settlement.Key.RootId)
        {
            SettleCallback(job, state.Jobs[settlement.Key.JobId], settlement);
        }
        else if (settlement.Requeue is { } requeue && !job.IsStopRequested)
        {
            Requeue(job, requeue);
        }
        else
        {
            if (settlement.KeepsSlots)
            {
                state.KeepSlots(job);
            }

            state.FreeSlots(job);
            job.Outcome = settlement.Outcome ?? JobOutcome.Cancelled;
            job.ErrorId = settlement.Outcome is null ? ErrorIds.JobCancelled : settlement.Error?.ErrorId;
            job.IsStopRequested = false;
            job.Phase = JobStatus.Callbacks;
            GoOn(job);
        }
    }

    public void Start(ModelJob job)
    {
        if (job.Phase == JobStatus.Assigned)
        {
            job.Phase = JobStatus.Active;
            job.StartedAt = state.Now;
        }
    }

    /// <summary>As if the claim had not been.</summary>
    public void GiveBack(ModelJob job)
    {
        job.Dispatcher = null;
        if (job.Phase == JobStatus.Callbacks)
        {
            job.Next!.Starts--;
            job.Stand = ModelStand.Resuming;
            return;
        }

        job.Attempt--;
        if (job.IsStopRequested)
        {
            state.Finish(job, JobOutcome.Cancelled, ErrorIds.JobCancelled);
            return;
        }

        job.Stand = ModelStand.Ready;
        if (!job.HadSlots)
        {
            state.FreeSlots(job);
        }
    }

    /// <summary>What a turn does before it claims: due jobs come into line, overdue ones end.</summary>
    public void Prepare()
    {
        foreach (var job in state.In(ModelStand.Held).Where(job => job.BeginAfter <= state.Now).ToList())
        {
            job.Stand = ModelStand.Ready;
            job.Place = new ModelPlace(1, -(long)job.Priority, job.BeginAfter, 0, job.Id);
        }

        door.Expire(state.Jobs.Values.Where(job => job.Stand == ModelStand.Ready));
    }

    /// <summary>Takes jobs in offer order, passing over those whose quotas are full (R016, R017, R135).</summary>
    public (List<ModelJob> Claimed, bool HasMore) Claim(
        ModelDispatcher dispatcher, int want, int ahead, int slotsAhead)
    {
        var taken = 0;
        var slots = 0;
        var claimed = new List<ModelJob>();
        foreach (var job in state.Offered.ToList())
        {
            if (!state.HasRoom(job))
            {
                continue;
            }

            var isAhead = taken >= want;
            if (taken >= want + ahead || (isAhead && !MayGoAhead(job, slots < slotsAhead)))
            {
                return (claimed, true);
            }

            taken++;
            slots += isAhead && job.IsCareful ? 1 : 0;
            Take(job, dispatcher, claimed.Count < want);
            if (job.Phase != JobStatus.Callbacks || Resume(job))
            {
                claimed.Add(job);
            }
        }

        return (claimed, false);
    }

    /// <summary>R080: those that were begun are asked for by their policies. False: nothing was left.</summary>
    public bool Resume(ModelJob job)
    {
        while (job.Next is { Starts: > 0 } begun && !IsRetried(begun.Policy, begun.Starts))
        {
            begun.Outcome = JobOutcome.Failed;
            begun.ErrorId = ErrorIds.JobAborted;
        }

        GoOn(job);
        return job.Stand == ModelStand.Running;
    }

    public static bool IsRetried(RetryPolicyKind policy, int interruptions) =>
        policy == RetryPolicyKind.Forever || (policy == RetryPolicyKind.Common && interruptions < 10);

    private bool MayGoAhead(ModelJob job, bool hasSlots) =>
        !job.IsCareful || (!job.NeedsWorker && hasSlots && state.HasRoomAhead(job));

    private void Take(ModelJob job, ModelDispatcher dispatcher, bool hasWorker)
    {
        var isCall = job.Stand == ModelStand.Ready;
        job.HadSlots = job.HasSlots;
        if (isCall)
        {
            state.TakeSlots(job);
        }

        job.Run++;
        job.Attempt += isCall ? 1 : 0;
        job.Stand = ModelStand.Running;
        job.Phase = !isCall ? JobStatus.Callbacks : hasWorker || job.IsCareful ? JobStatus.Active : JobStatus.Assigned;
        job.Dispatcher = dispatcher;
        job.StartedAt = job.Phase == JobStatus.Active ? state.Now : null;
    }

    private void SettleCallback(ModelJob root, ModelJob callback, Settlement settlement)
    {
        if (settlement.Requeue is not null)
        {
            state.OfferCallbacks(root);
            return;
        }

        callback.Outcome = settlement.Outcome;
        callback.ErrorId = settlement.Error?.ErrorId;
        GoOn(root);
    }

    private static void GoOn(ModelJob root)
    {
        if (root.Next is { } next)
        {
            next.Starts++;
        }
        else
        {
            root.Stand = ModelStand.Completed;
        }
    }

    private void Requeue(ModelJob job, Requeue requeue)
    {
        job.Dispatcher = null;
        job.Attempt -= requeue.CountsAsAttempt || requeue.CountsAsInterruption ? 0 : 1;
        job.Interruptions += requeue.CountsAsInterruption ? 1 : 0;
        job.IsCareful |= requeue.CountsAsInterruption;
        job.NeedsWorker |= requeue.CountsAsInterruption;
        if (requeue.At is { } later && later > state.Now)
        {
            state.FreeSlots(job);
            state.Hold(job, later);
        }
        else
        {
            state.PutBack(job);
        }
    }
}
