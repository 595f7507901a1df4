using System.Globalization;

namespace AsyncEngine.Storage.Relational.Migrations;

/// <summary>Which engines may write which stores.</summary>
internal static class SchemaVersion
{
    /// <summary>The oldest engine, by the number of its last migration, that may write what this one creates.</summary>
    public const int MinEngine = 1;

    public static AsyncEngineException Newer(string path, long minEngine) => new(
        ErrorIds.StoreVersionNewer,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The store '{path}' was written by a newer version (its tables need {minEngine}, this version knows "
                + $"{Migration.Latest}): it was left untouched. Update AsyncPS."))
    {
        Target = path,
    };
}
