using System.Globalization;
using AsyncEngine.Storage.Postgres.Migrations;

namespace AsyncEngine.Storage.Postgres;

/// <summary>Which engines may write which stores, and which servers can hold one.</summary>
internal static class PostgresVersion
{
    /// <summary>The oldest engine, by the number of its last migration, that may write what this one creates.</summary>
    public const int MinEngine = 1;

    private const int OldestServer = 13;

    /// <summary>Refuses a store that needs a newer engine.</summary>
    public static void Require(long minEngine, string location)
    {
        if (minEngine > PostgresMigration.Latest)
        {
            throw new AsyncEngineException(
                ErrorIds.StoreVersionNewer,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The store '{location}' was written by a newer version (its tables need {minEngine}, this version "
                        + $"knows {PostgresMigration.Latest}): it was left untouched. Update AsyncPS."))
            {
                Target = location,
            };
        }
    }

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
