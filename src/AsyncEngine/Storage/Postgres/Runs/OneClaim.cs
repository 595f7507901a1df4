using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Claims;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>Claims the one job that was asked for, wherever in its queue it stands.</summary>
internal static class OneClaim
{
    public static ClaimedJob? Claim(PostgresSession session, Turn turn, long job) =>
        AgentClaimer.Find(session, turn) is { } agent ? new JobClaimer(session).ClaimOne(agent, job) : null;
}
