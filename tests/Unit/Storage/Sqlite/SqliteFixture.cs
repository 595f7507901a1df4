using AsyncEngine;
using AsyncEngine.Storage;
using AsyncEngine.Storage.Sqlite;
using Unit.Storage.Contract;

namespace Unit.Storage.Sqlite;

/// <summary>A store in a file of a folder of its own.</summary>
internal sealed class SqliteFixture : IStoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("asyncps-").FullName;

    public string Folder => _folder;

    public string Path => System.IO.Path.Combine(_folder, "jobs.db");

    public IStore Open(StoreOptions options) => SqliteStore.Open(Path, options);

    public void CheckInvariants() => SqliteInvariants.Check(Path);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }
}
