using AsyncEngine.Storage.Sqlite.Enqueues;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite.Settles;

/// <summary>Jobs and callbacks that a call added while it ran: they become real with its settlement (R065).</summary>
internal sealed class Additions(WriteSession session, StoreOptions options)
{
    private readonly NewJobRules _rules = new(options);
    private readonly JobWriter _jobs = new(session);
    private readonly CallbackAdder _callbacks = new(session);

    /// <summary>Looks at everything first: a refusal leaves nothing behind.</summary>
    public void Add(Settlement settlement)
    {
        if (settlement.AddedJobs.Count == 0 && settlement.AddedCallbacks.Count == 0)
        {
            return;
        }

        _rules.Check(settlement.AddedJobs);
        var targets = new TargetBook(session.Database, ignoresUnknownQuotas: true);
        var resolved = settlement.AddedJobs.Select((job, index) => targets.Resolve(job, index)).ToList();
        RequireParents(settlement);

        var key = session.NextKey();
        for (var index = 0; index < resolved.Count; index++)
        {
            var job = settlement.AddedJobs[index];
            _jobs.Write(job, job.Id == 0 ? session.TakeIds(1) : job.Id, resolved[index], key);
        }

        foreach (var added in settlement.AddedCallbacks)
        {
            _callbacks.Add(added.JobId, [added.Callback]);
        }
    }

    /// <summary>A callback's parent exists already, or is added here.</summary>
    private void RequireParents(Settlement settlement)
    {
        var added = settlement.AddedJobs.Select(job => job.Id)
            .Concat(settlement.AddedCallbacks.Select(callback => callback.Callback.Id))
            .ToHashSet();
        foreach (var callback in settlement.AddedCallbacks)
        {
            if (!added.Contains(callback.JobId))
            {
                _callbacks.Require(callback.JobId);
            }
        }
    }
}
