using AsyncEngine.Storage;
using AsyncEngine.Storage.Sqlite;

namespace AsyncEngine;

/// <summary>The door: one open store. Thread-safe; open it once and share it.</summary>
public sealed class AsyncStore : IAsyncDisposable, IDisposable
{
    private AsyncStore(IStore storage, StoreOptions options)
    {
        Storage = storage;
        Options = options;
    }

    internal IStore Storage { get; }

    internal StoreOptions Options { get; }

    /// <summary>Opens a store, and creates it where there is none.</summary>
    /// <param name="path">Path of a SQLite file.</param>
    /// <param name="options">Null = defaults.</param>
    public static AsyncStore Open(string path, StoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new StoreOptions();
        return new AsyncStore(SqliteStore.Open(path, options), options);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Storage.DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
