namespace AsyncEngine.Storage.Sqlite;

/// <summary>A store in one SQLite file.</summary>
internal static class SqliteStore
{
    public static IStore Open(string path, StoreOptions options) => throw new NotSupportedException(path + options);
}
