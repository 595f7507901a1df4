using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Commands;

/// <summary>
/// Saves unsaved job objects with all that is unsaved in them: they get their ids before, so that each object becomes the
/// job that it stood for.
/// </summary>
internal sealed class JobSaving
{
    private readonly Dictionary<Job, long> _ids = new(ReferenceEqualityComparer.Instance);

    private readonly IStore _store;

    /// <param name="jobs">The jobs; those that are saved already are left alone.</param>
    /// <param name="store">Where they are saved. A part that is saved elsewhere is refused with <c>JobNotFound</c>.</param>
    public JobSaving(IReadOnlyList<Job> jobs, IStore store)
    {
        _store = store;
        foreach (var job in jobs)
        {
            Collect(job);
        }
    }

    /// <summary>Gives each unsaved job its id.</summary>
    /// <param name="reserve">Reserves so many ids and gives the first.</param>
    public void Reserve(Func<int, long> reserve)
    {
        if (_ids.Count == 0)
        {
            return;
        }

        var next = reserve(_ids.Count);
        foreach (var job in _ids.Keys.ToList())
        {
            _ids[job] = next++;
        }
    }

    /// <summary>The job as the store takes it.</summary>
    public NewJob NewJobOf(Job job) =>
        job.Draft!.ToNewJob(other => _ids[other]) with { Id = _ids[job] }; // only unsaved ones are asked for

    /// <summary>The job as another one names it.</summary>
    public LinkedJob LinkOf(JobRef job) =>
        job.Job is { Draft: not null } unsaved ? LinkedJob.To(NewJobOf(unsaved)) : LinkedJob.To(job.Job?.Id ?? job.Id);

    /// <summary>They are saved.</summary>
    /// <returns>All of them, parts included.</returns>
    public IReadOnlyList<JobRef> Done()
    {
        var saved = new List<JobRef>(_ids.Count);
        foreach (var (job, id) in _ids)
        {
            job.Saved(id, _store.Location);
            saved.Add(new JobRef(id, job));
        }

        return saved;
    }

    private void Collect(Job root)
    {
        var open = new Stack<Job>([root]);
        while (open.TryPop(out var job))
        {
            if (job.Draft is not { } draft)
            {
                JobHome.Require(new JobRef(job.Id, job), _store);
                continue;
            }

            if (!_ids.TryAdd(job, 0))
            {
                throw Refusals.NamedTwice();
            }

            foreach (var part in draft.Parts?.Select(part => part.Job).OfType<Job>() ?? [])
            {
                open.Push(part);
            }
        }
    }
}
