namespace AsyncEngine.Storage.Postgres;

/// <summary>Which servers can hold a store.</summary>
internal static class PostgresVersion
{
    private const int OldestServer = 13;

    /// <summary>Refuses a server that lacks what the statements use.</summary>
    public static void Require(Version server, string location)
    {
        if (server.Major < OldestServer)
        {
            throw new AsyncEngineException(
                ErrorIds.StoreUnavailable,
                $"The server of the store '{location}' is PostgreSQL {server}: version {OldestServer} or later is "
                    + "needed. Update it, or name another.")
            {
                Target = location,
            };
        }
    }
}
