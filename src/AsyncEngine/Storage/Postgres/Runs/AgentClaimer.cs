using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Dispatchers;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>The agent of a turn, if it may claim: it is its dispatcher's, and that lives (R185).</summary>
internal static class AgentClaimer
{
    public static ClaimingAgent? Find(PostgresSession session, Turn turn)
    {
        if (DispatcherRow.Find(session.Database, turn.DispatcherId) is not { IsActive: true } dispatcher
            || dispatcher.IsDead(session.Now))
        {
            return null;
        }

        using var read = session.Database.Use(Sql.AgentRead);
        read.Bind("id", turn.AgentId);
        return read.Step() && read.GetLong(0) == turn.DispatcherId
            ? new ClaimingAgent(turn.AgentId, turn.DispatcherId, read.GetLong(1))
            : null;
    }
}
