using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Claims;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>Claims jobs that an agent chose, as far as they are still there.</summary>
internal static class ChosenClaim
{
    public static IReadOnlyList<ClaimedJob> Claim(PostgresSession session, Turn turn, IReadOnlyList<long> jobs) =>
        AgentClaimer.Find(session, turn) is { } agent
            ? new JobClaimer(session).ClaimChosen(agent, jobs, ClaimSize.Of(turn))
            : [];
}
