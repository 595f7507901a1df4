namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>What stands between a connection and the sessions of the server.</summary>
internal enum Pooling
{
    /// <summary>Nothing: a connection is a session.</summary>
    None,

    /// <summary>A pool that leaves a connection its session, as long as it is open.</summary>
    OfSessions,

    /// <summary>A pool that may give each transaction another session.</summary>
    OfTransactions,
}
