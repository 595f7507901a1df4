namespace AsyncEngine.Storage;

/// <summary>What a store says of itself.</summary>
public sealed record StoreInfo
{
    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The file's full path, or the server's address without secrets.</summary>
    public required string Location { get; init; }

    /// <summary>Version of the tables.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Version of the database library or server.</summary>
    public required string DatabaseVersion { get; init; }

    /// <summary>Size in bytes, write-ahead log included.</summary>
    public required long Size { get; init; }

    /// <summary>
    /// The share of it that holds nothing any more, from 0 to 1: free pages of a file; dead rows of a server's tables, as
    /// its statistics estimate them.
    /// </summary>
    public required double Bloat { get; init; }

    /// <summary>Of a file: bytes in its write-ahead log. Null: a server's log is not the store's own.</summary>
    public long? LogSize { get; init; }

    /// <summary>What a commit waits for: <c>Full</c> or <c>Normal</c>.</summary>
    public required string Durability { get; init; }

    /// <summary>When the store was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
