using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>A store, as it was when it was read.</summary>
public sealed class Store
{
    internal Store(StoreInfo info)
    {
        Kind = info.Kind;
        Location = info.Location;
        SchemaVersion = info.SchemaVersion;
        DatabaseVersion = info.DatabaseVersion;
        Size = info.Size;
        Bloat = info.Bloat;
        LogSize = info.LogSize;
        Durability = Enum.Parse<Durability>(info.Durability, ignoreCase: true);
        CreatedAt = info.CreatedAt.ToLocalTime();
    }

    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    public string Kind { get; }

    /// <summary>The file's full path, or the server's address without secrets.</summary>
    public string Location { get; }

    /// <summary>Version of its tables.</summary>
    public int SchemaVersion { get; }

    /// <summary>Version of the database.</summary>
    public string DatabaseVersion { get; }

    /// <summary>Bytes on disk.</summary>
    public long Size { get; }

    /// <summary>The share of it that holds nothing any more, from 0 to 1: free pages, or dead rows of a server.</summary>
    public double Bloat { get; }

    /// <summary>Of a file: bytes in its write-ahead log.</summary>
    public long? LogSize { get; }

    /// <summary>What a commit waits for.</summary>
    public Durability Durability { get; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The location.</summary>
    public override string ToString() => Location;
}
