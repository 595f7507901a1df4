using AsyncEngine.Storage;

namespace AsyncEngine.Calls;

/// <summary>Evaluates the filters and preferences of agents. May be called from any thread.</summary>
internal interface IJobJudge
{
    /// <summary>
    /// Says which of the jobs an agent takes. A script that fails, or takes too long, is a result, never an exception.
    /// </summary>
    Task<Judgement> JudgeAsync(AgentRules rules, IReadOnlyList<JobRecord> jobs);
}
