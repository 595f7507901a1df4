using AsyncEngine.Jobs;
using AsyncEngine.Storage;

namespace Unit.Model;

/// <summary>One queue of a store as the rules see it: plain lists, looked through from end to end.</summary>
internal sealed class ModelState
{
    private DateTimeOffset _lastKey;

    public DateTimeOffset Now { get; set; }

    public bool IsPaused { get; set; }

    public Dictionary<long, ModelJob> Jobs { get; } = [];

    public Dictionary<string, ModelQuota> Quotas { get; } = [];

    public Dictionary<string, ModelNamedState> States { get; } = [];

    public SortedDictionary<int, ModelDispatcher> Dispatchers { get; } = [];

    public List<(RunKey Run, ModelDispatcher Dispatcher, IReadOnlyList<ModelQuota> Quotas)> Holds { get; } = [];

    public IEnumerable<ModelJob> In(ModelStand stand) => Jobs.Values.Where(job => job.Stand == stand);

    public IOrderedEnumerable<ModelJob> Offered =>
        Jobs.Values.Where(job => job.Stand is ModelStand.Ready or ModelStand.Resuming).OrderBy(job => job.Place);

    /// <summary>A moment of its own for what is put in line now: what is put first is offered first.</summary>
    public DateTimeOffset NextKey()
    {
        var next = _lastKey.AddMicroseconds(1);
        return _lastKey = Now > next ? Now : next;
    }

    public bool HasRoom(ModelJob job) =>
        job.HasSlots || job.Stand == ModelStand.Resuming || Limits(job).All(quota => quota.HasRoom);

    /// <summary>Whether half of the slots that it needs stay free for workers, should it be claimed ahead of one.</summary>
    public bool HasRoomAhead(ModelJob job) => job.HasSlots || Limits(job).All(quota => quota.HasRoomAhead);

    public void TakeSlots(ModelJob job)
    {
        if (job is { HasSlots: false, IsLimited: true })
        {
            Count(job, 1);
        }
    }

    public void FreeSlots(ModelJob job)
    {
        if (job.HasSlots)
        {
            Count(job, -1);
        }
    }

    /// <summary>The thread of a job that was given up goes on: its slots stay taken.</summary>
    public void KeepSlots(ModelJob job)
    {
        if (job.HasSlots)
        {
            Holds.Add((new RunKey(job.Id, job.Run), job.Dispatcher!, [.. Limits(job)]));
            job.HasSlots = false;
        }
    }

    public void ReleaseHold(RunKey key) => ReleaseHolds(hold => hold.Run == key);

    public void ReleaseHolds(ModelDispatcher dispatcher) => ReleaseHolds(hold => hold.Dispatcher == dispatcher);

    /// <summary>T1: in line, or held until its time.</summary>
    public void Put(ModelJob job, DateTimeOffset key)
    {
        if (job.BeginAfter > Now)
        {
            job.Stand = ModelStand.Held;
            return;
        }

        // R011: the old date counts only if nobody else is in line.
        var counts = job.BeginAfter < Now && !In(ModelStand.Ready).Any(other => other != job);
        PutInLine(job, counts ? job.BeginAfter : key);
    }

    public void PutInLine(ModelJob job, DateTimeOffset key)
    {
        job.Stand = ModelStand.Ready;
        job.Place = new ModelPlace(1, -(long)job.Priority, key, 1, job.Id);
    }

    public void PutBack(ModelJob job)
    {
        job.Stand = ModelStand.Ready;
        job.Place = new ModelPlace(0, 0, NextKey(), 1, job.Id);
    }

    public void Hold(ModelJob job, DateTimeOffset until)
    {
        job.Stand = ModelStand.Held;
        job.BeginAfter = until;
        job.ExpiresAt = until + job.BeginBy;
    }

    /// <summary>Ends a job that nobody has: its callbacks are offered, or it is completed (T11).</summary>
    public void Finish(ModelJob job, JobOutcome outcome, string errorId)
    {
        FreeSlots(job);
        job.Outcome = outcome;
        job.ErrorId = errorId;
        OfferCallbacks(job);
    }

    public void OfferCallbacks(ModelJob job)
    {
        job.Dispatcher = null;
        job.ExpiresAt = null;
        job.IsCareful = job.NeedsWorker = true;
        job.IsStopRequested = false;
        job.Stand = job.HasOpenCallbacks ? ModelStand.Resuming : ModelStand.Completed;
        if (job.Stand == ModelStand.Resuming)
        {
            job.Place = new ModelPlace(1, 0, NextKey(), 1, job.Id);
        }
    }

    private void ReleaseHolds(Func<(RunKey Run, ModelDispatcher Dispatcher, IReadOnlyList<ModelQuota> Quotas), bool> which)
    {
        foreach (var hold in Holds.Where(which).ToList())
        {
            Holds.Remove(hold);
            foreach (var quota in hold.Quotas)
            {
                quota.Used--;
            }
        }
    }

    private void Count(ModelJob job, int change)
    {
        job.HasSlots = change > 0;
        foreach (var quota in Limits(job))
        {
            quota.Used += change;
        }
    }

    /// <summary>The quotas that it names, and that of its state.</summary>
    private IEnumerable<ModelQuota> Limits(ModelJob job)
    {
        var named = job.Quotas.Select(name => Quotas[name]);
        return job.State is null ? named : named.Append(job.State.Slot);
    }
}
