using Npgsql;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>What an agent has to know of its queue after a claim.</summary>
/// <param name="MinEngine">The oldest engine that may write.</param>
/// <param name="Now">The store's now.</param>
/// <param name="IsPaused">Whether the queue is suspended.</param>
/// <param name="Queue">The queue; null when the agent is not known any more.</param>
/// <param name="IsAlive">Whether its dispatcher is active and not silent for too long.</param>
/// <param name="NextDue">When the next held job becomes due.</param>
/// <param name="HasOverdue">Whether jobs wait that may not begin any more.</param>
/// <param name="HasQuotas">Whether jobs of the queue have or had quotas.</param>
/// <param name="HasMore">Whether there is another ready job without quotas.</param>
internal sealed record AgentState(
    long MinEngine, long Now, bool IsPaused, long? Queue, bool IsAlive, long? NextDue, bool HasOverdue, bool HasQuotas,
    bool HasMore)
{
    /// <summary>Whether held jobs are due.</summary>
    public bool HasDue => NextDue <= Now;

    public bool MayClaim => Queue is not null && IsAlive && !IsPaused;

    public static AgentState Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetInt32(2) != 0,
        row.IsDBNull(4) ? null : row.GetInt64(4),
        !row.IsDBNull(5) && row.GetBoolean(5),
        row.IsDBNull(6) ? null : row.GetInt64(6),
        row.GetBoolean(7),
        row.GetBoolean(8),
        row.GetBoolean(9));
}
