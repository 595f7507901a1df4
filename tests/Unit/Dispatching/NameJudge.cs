using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace Unit.Dispatching;

/// <summary>Understands filters as names of jobs, and the preference "long" as the length of the name.</summary>
internal sealed class NameJudge : IJobJudge
{
    public Task<Judgement> JudgeAsync(AgentRules rules, IReadOnlyList<JobRecord> jobs)
    {
        var accepted = jobs.Where(job => rules.Filter is null || rules.Filter == job.Name);
        if (rules.Preference == "long")
        {
            accepted = accepted.OrderByDescending(job => job.Name!.Length);
        }

        return Task.FromResult(new Judgement([.. accepted.Select(job => job.Id)]));
    }
}
