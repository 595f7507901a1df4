using System.Globalization;

namespace AsyncEngine.Storage.Relational.Migrations;

/// <summary>Which engines may write which stores.</summary>
internal static class SchemaVersion
{
    /// <summary>The oldest engine, by the number of its last migration, that may write what this one creates.</summary>
    public const int MinEngine = 1;

    /// <summary>Refuses a store that needs a newer engine.</summary>
    /// <param name="location">Where the store is.</param>
    /// <param name="minEngine">What it needs.</param>
    /// <param name="latest">The number of the last migration that this engine has for such a store.</param>
    public static void Require(string location, long minEngine, int latest)
    {
        if (minEngine > latest)
        {
            throw new AsyncEngineException(
                ErrorIds.StoreVersionNewer,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The store '{location}' was written by a newer version (its tables need {minEngine}, this version "
                        + $"knows {latest}): it was left untouched. Update AsyncPS."))
            {
                Target = location,
            };
        }
    }
}
