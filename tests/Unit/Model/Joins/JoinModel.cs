using AsyncEngine.Jobs;
using AsyncEngine.Storage;

namespace Unit.Model.Joins;

/// <summary>Joins and jobs that wait for jobs, as the rules see them (R090 to R103): plain objects that know each other.</summary>
internal sealed class JoinModel
{
    public SortedDictionary<long, JoinNode> Jobs { get; } = [];

    public int Used => Jobs.Values.Count(job => job.HasSlot);

    public bool CanRun(JoinNode job) => job.Status == JobStatus.Pending && (!job.IsLimited || job.HasSlot || Used == 0);

    public IEnumerable<JoinNode> RunsOf(int dispatcher) => Jobs.Values.Where(job => job.Dispatcher == dispatcher);

    /// <summary>Puts what is New: a job is Pending then, and a join is on its way.</summary>
    public void Put(JoinNode job)
    {
        if (!job.IsJoin)
        {
            job.Status = JobStatus.Pending;
            return;
        }

        job.Status = JobStatus.Active;
        GoOn(job);
    }

    /// <summary>A job that was not put after all, with all that belongs to it.</summary>
    public void Forget(JoinNode job)
    {
        Jobs.Remove(job.Id);
        foreach (var part in job.Parts.Append(job.Then).OfType<JoinNode>())
        {
            Forget(part);
        }
    }

    public void Claimed(JoinNode job, int dispatcher)
    {
        job.Status = JobStatus.Active;
        job.Dispatcher = dispatcher;
        job.HasSlot = job.IsLimited;
    }

    /// <summary>A run ends with an outcome.</summary>
    public void End(JoinNode job, JobOutcome outcome)
    {
        job.Status = JobStatus.Completed;
        job.Outcome = outcome;
        job.WaitsFor = null;
        job.Dispatcher = 0;
        job.HasSlot = false;
        foreach (var outer in Jobs.Values.Where(outer => outer.WaitsFor == job).ToList())
        {
            End(outer, outcome);
        }

        foreach (var join in Jobs.Values.Where(join => join.Parts.Contains(job) && IsOpen(join)).ToList())
        {
            GoOn(join);
        }
    }

    /// <summary>R090, R092, R093: it waits without a worker and without its slot. One that is to stop, stops.</summary>
    public void Return(JoinNode job, JoinNode inner)
    {
        if (job.IsStopRequested)
        {
            Forget(inner);
            End(job, JobOutcome.Cancelled);
            return;
        }

        job.Dispatcher = 0;
        job.HasSlot = false;
        job.WaitsFor = inner;
        Put(inner);
    }

    /// <summary>R100.</summary>
    public void AddPart(JoinNode join, JoinNode part)
    {
        join.Parts.Add(part);
        if (join is { IsSerial: false, Status: JobStatus.Active } && part.Status == JobStatus.New)
        {
            Put(part);
        }
    }

    /// <summary>What a dispatcher had in hand goes back, in front and with its slot (R137).</summary>
    public void Interrupt(JoinNode job)
    {
        job.Dispatcher = 0;
        job.Interruptions++;
        if (job.IsStopRequested)
        {
            End(job, JobOutcome.Cancelled);
        }
        else
        {
            job.Status = JobStatus.Pending;
        }
    }

    public void Lost(int dispatcher)
    {
        foreach (var job in RunsOf(dispatcher).ToList())
        {
            Interrupt(job);
            if (job.Interruptions >= 10 && !job.IsCompleted)
            {
                End(job, JobOutcome.Failed);
            }
        }
    }

    public StopResult Stop(JoinNode job)
    {
        if (job.IsCompleted)
        {
            return StopResult.AlreadyCompleted;
        }

        if (job.Dispatcher != 0)
        {
            job.IsStopRequested = true;
            return StopResult.Requested;
        }

        foreach (var each in NewOf(job).Prepend(job).ToList())
        {
            each.Status = JobStatus.Completed;
            each.Outcome = JobOutcome.Cancelled;
        }

        foreach (var each in Jobs.Values.Where(each => each.IsCompleted).ToList())
        {
            End(each, each.Outcome!.Value);
        }

        return StopResult.Cancelled;
    }

    /// <summary>What a join would still have put is over with it, through all joins that have not begun.</summary>
    private static IEnumerable<JoinNode> NewOf(JoinNode join) => join.Parts.Append(join.Then).OfType<JoinNode>()
        .Where(part => part.Status == JobStatus.New).SelectMany(part => NewOf(part).Prepend(part));

    private static bool IsOpen(JoinNode join) => join is { IsJoin: true, Status: JobStatus.Active, WaitsFor: null };

    private void GoOn(JoinNode join)
    {
        var turn = join.Parts.Where(part => !part.IsCompleted).Take(join.IsSerial ? 1 : int.MaxValue).ToList();
        foreach (var part in turn.Where(part => part.Status == JobStatus.New))
        {
            Put(part);
        }

        // What was put may have ended at once, and this join with it: one without parts does.
        if (!IsOpen(join) || join.Parts.Exists(part => !part.IsCompleted))
        {
            return;
        }

        if (join.Then is not { } then)
        {
            End(join, JobOutcome.Succeeded);
            return;
        }

        join.WaitsFor = then;
        if (then.IsCompleted)
        {
            End(join, then.Outcome!.Value);
        }
        else if (then.Status == JobStatus.New)
        {
            Put(then);
        }
    }
}
