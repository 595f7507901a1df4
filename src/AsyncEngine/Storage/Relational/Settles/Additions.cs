using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Waits;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>
/// Jobs, callbacks and parts that a call added while it ran, and the job that it returned: they become real with its
/// settlement (R065).
/// </summary>
internal sealed class Additions(WriteSession session, StoreOptions options)
{
    private readonly NewJobRules _rules = new(options);
    private readonly JobWriter _jobs = new(session);
    private readonly CallbackAdder _callbacks = new(session);
    private readonly PartAdder _parts = new(session);

    /// <summary>Looks at everything first: a refusal leaves nothing behind.</summary>
    /// <param name="settlement">What the call brought.</param>
    /// <param name="returns">Whether it may wait for the job that it returned.</param>
    /// <returns>The job that it returned, with its id; 0 = none.</returns>
    public long Add(Settlement settlement, bool returns)
    {
        var returned = returns ? settlement.Returned : null;
        if (returned is null && settlement.AddedJobs.Count == 0 && settlement.AddedCallbacks.Count == 0
            && settlement.AddedParts.Count == 0)
        {
            return 0;
        }

        var added = settlement.AddedJobs.Select(job => job.Id)
            .Concat(settlement.AddedCallbacks.Select(callback => callback.Callback.Id))
            .ToHashSet();
        var targets = new TargetBook(session.Database, ignoresUnknownQuotas: true, added);
        var plan = Plan(settlement, returned, targets, added);
        Write(settlement, plan);
        return returned is null ? 0 : WriteReturned(returned, plan.Returned);
    }

    private AdditionPlan Plan(
        Settlement settlement, LinkedJob? returned, TargetBook targets, HashSet<long> added)
    {
        _rules.Check(settlement.AddedJobs);
        _rules.Check(returned);
        foreach (var part in settlement.AddedParts)
        {
            _rules.Check(part.Part);
        }

        RequireParents(settlement, added);
        var graph = new WaitGraph(session.Database, settlement.AddedJobs);
        if (returned is not null)
        {
            graph.Refuse(settlement.Key.JobId, returned);
        }

        return new AdditionPlan(
            [.. settlement.AddedJobs.Select((job, index) => targets.Resolve(job, index))],
            [.. settlement.AddedParts.Select(part => _parts.Resolve(part, targets, graph, settlement.AddedJobs))],
            returned is null ? null : targets.Resolve(returned, index: null));
    }

    private void Write(Settlement settlement, AdditionPlan plan)
    {
        var key = session.NextKey();
        for (var index = 0; index < plan.Jobs.Count; index++)
        {
            var job = settlement.AddedJobs[index];
            _jobs.Write(job, job.Id == 0 ? session.TakeIds(1) : job.Id, plan.Jobs[index], key);
        }

        foreach (var added in settlement.AddedCallbacks)
        {
            _callbacks.Add(added.JobId, [added.Callback]);
        }

        for (var index = 0; index < plan.Parts.Count; index++)
        {
            _parts.Add(settlement.AddedParts[index], plan.Parts[index]);
        }
    }

    private long WriteReturned(LinkedJob returned, JobTarget? target)
    {
        if (returned.New is not { } job)
        {
            session.Places.Note(returned.Id, Carried.Waiters);
            return returned.Id;
        }

        var id = job.Id == 0 ? session.TakeIds(1) : job.Id;
        _jobs.Write(job, id, target!, session.NextKey(), isAwaited: true); // what is new was resolved
        return id;
    }

    /// <summary>A callback's parent exists already, or is added here.</summary>
    private void RequireParents(Settlement settlement, HashSet<long> added)
    {
        foreach (var callback in settlement.AddedCallbacks)
        {
            if (!added.Contains(callback.JobId))
            {
                _callbacks.Require(callback.JobId);
            }
        }
    }

    private sealed record AdditionPlan(
        IReadOnlyList<JobTarget> Jobs, IReadOnlyList<JobTarget?> Parts, JobTarget? Returned);
}
