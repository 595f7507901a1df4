using AsyncPS.Errors;

namespace AsyncPS.Session;

/// <summary>Where a store is. Two addresses of one file, or of one schema by the same words, are equal.</summary>
/// <param name="Path">Full path of its file; or the connection string of a server, which may hold a password.</param>
/// <param name="Durability">
/// What its commits should wait for: a wish, not part of the identity. Whoever opens the file first decides.
/// </param>
/// <param name="Schema">Of a server: the schema, if it is not the one that the connection string names.</param>
internal sealed record StoreAddress(string Path, Durability Durability = Durability.Full, string? Schema = null)
{
    /// <summary>Whether it is a server's.</summary>
    public bool IsServer { get; } = IsConnectionString(Path);

    /// <summary>Whether a server's words have a password among them.</summary>
    public bool HoldsPassword => IsServer && AsyncEngine.Storage.ServerAddress.HoldsPassword(Path);

    /// <summary>Whether text names a PostgreSQL server rather than a file.</summary>
    public static bool IsConnectionString(string text) => AsyncEngine.Storage.ServerAddress.IsServer(text);

    /// <summary>Where the store of a user is who has named none.</summary>
    public static string DefaultPath()
    {
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? System.IO.Path.Combine(data, "AsyncPS", "jobs.db")
            : throw Refusals.NoDataFolder();
    }

    /// <summary>Whether two places that stores show are the same.</summary>
    public static bool IsSamePlace(string one, string other) =>
        string.Equals(one, other, IsConnectionString(one) ? StringComparison.Ordinal : PathComparison);

    public bool Equals(StoreAddress? other) => other is not null && other.IsServer == IsServer
        && (IsServer ? (Path, Schema) == (other.Path, other.Schema) : string.Equals(Path, other.Path, PathComparison));

    public override int GetHashCode() =>
        IsServer ? Path.GetHashCode(StringComparison.Ordinal) : Path.GetHashCode(PathComparison);

    /// <summary>Never a server's words: a password may be among them.</summary>
    public override string ToString() => IsServer ? "a PostgreSQL server" : Path;

    private static StringComparison PathComparison =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
}
