using AsyncEngine.Storage;
using AsyncPS.Scripting.Judging;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS;

/// <summary>
/// Whose a job is, or could be (R216): a pending job belongs to the agents that could take it, by queue and filter; any
/// other one to the agent that has or had it. Filters are run here, each once for many jobs; one that fails takes nothing.
/// </summary>
/// <param name="store">Where the jobs are.</param>
/// <param name="agents">The agents of living dispatchers that were asked for.</param>
/// <param name="hadIt">Whether one of those that were asked for has or had a job.</param>
internal sealed class AgentTakers(IStore store, IReadOnlyList<AgentInfo> agents, Func<Job, bool> hadIt)
{
    /// <summary>Those of some jobs that are or could be theirs, in the same order.</summary>
    public async Task<IReadOnlyList<Job>> KeepAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var pending = jobs.Where(job => job.Status == JobStatus.Pending).ToList();
        var taken = new HashSet<long>(jobs.Except(pending).Where(hadIt).Select(job => job.Id));
        foreach (var group in agents.GroupBy(agent => agent.Filter).OrderBy(group => group.Key is not null))
        {
            var queues = group.Select(agent => agent.Queue).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var open = pending.Where(job => queues.Contains(job.Queue)).Select(job => job.Id).Except(taken).ToArray();
            taken.UnionWith(group.Key is { } filter
                ? await AskAsync(filter, open, cancellationToken).ConfigureAwait(false)
                : open);
        }

        return [.. jobs.Where(job => taken.Contains(job.Id))];
    }

    private async Task<IEnumerable<long>> AskAsync(string filter, long[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var records = await store.Jobs.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        var still = records.OfType<JobRecord>().Where(record => record.Status == Engine.JobStatus.Pending).ToList();
        var judgement = await FilterJudge.Shared.JudgeAsync(new AgentRules(filter, null), still).ConfigureAwait(false);
        return judgement.Accepted;
    }
}
