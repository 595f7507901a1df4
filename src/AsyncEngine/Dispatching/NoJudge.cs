using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>The judge of a program that cannot evaluate scripts: it accepts nothing.</summary>
internal sealed class NoJudge : IJobJudge
{
    private static readonly Task<Judgement> Nothing = Task.FromResult(new Judgement(
        [], "filters and preferences are PowerShell scripts, and this program has no PowerShell"));

    private NoJudge()
    {
    }

    public static NoJudge Instance { get; } = new();

    public Task<Judgement> JudgeAsync(AgentRules rules, IReadOnlyList<JobRecord> jobs) => Nothing;
}
