using AsyncEngine.Storage;
using AsyncPS.Scripting.Judging;

namespace AsyncPS;

/// <summary>
/// Finds the jobs that no agent's filter accepts, among those that are in line and whose queues have agents with filters
/// alone. The filters are asked here, each once for all of its jobs.
/// </summary>
/// <param name="records">The jobs that were read.</param>
/// <param name="filters">By job: the filters of its queue's agents.</param>
internal sealed class FilterReasons(
    IReadOnlyList<JobRecord?> records, IReadOnlyDictionary<long, IReadOnlyList<string>> filters)
{
    public async Task CorrectAsync(Dictionary<long, string?> reasons)
    {
        var open = new HashSet<long>(filters.Keys);
        foreach (var filter in filters.Values.SelectMany(each => each).Distinct(StringComparer.Ordinal))
        {
            var jobs = records
                .Where(job => job is not null && open.Contains(job.Id) && filters[job.Id].Contains(filter))
                .ToList();
            var judgement = await FilterJudge.Shared.JudgeAsync(new AgentRules(filter, null), jobs!)
                .ConfigureAwait(false);
            open.ExceptWith(judgement.Accepted);
        }

        foreach (var id in open)
        {
            reasons[id] = JobReason.NotAccepted;
        }
    }
}
