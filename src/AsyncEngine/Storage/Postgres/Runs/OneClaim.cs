using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Sqlite.Claims;
using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Dispatchers;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>Claims the one job that was asked for, wherever in its queue it stands.</summary>
internal static class OneClaim
{
    public static ClaimedJob? Claim(PostgresSession session, Turn turn, long job)
    {
        if (DispatcherRow.Find(session.Database, turn.DispatcherId) is not { IsActive: true } dispatcher
            || dispatcher.IsDead(session.Now))
        {
            return null;
        }

        using var read = session.Database.Use(Sql.AgentRead);
        read.Bind("id", turn.AgentId);
        return read.Step() && read.GetLong(0) == turn.DispatcherId
            ? new JobClaimer(session).ClaimOne(
                new ClaimingAgent(turn.AgentId, turn.DispatcherId, read.GetLong(1)), job)
            : null;
    }
}
