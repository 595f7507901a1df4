using System.Text.RegularExpressions;
using AsyncPS.Errors;

namespace AsyncPS.Session;

/// <summary>Where a store is. Two addresses of one file are equal.</summary>
/// <param name="Path">Full path of its file.</param>
/// <param name="Durability">
/// What its commits should wait for: a wish, not part of the identity. Whoever opens the file first decides.
/// </param>
internal sealed partial record StoreAddress(string Path, Durability Durability = Durability.Full)
{
    /// <summary>Whether text names a PostgreSQL server rather than a file.</summary>
    public static bool IsConnectionString(string text) => ConnectionString().IsMatch(text);

    /// <summary>Where the store of a user is who has named none.</summary>
    public static string DefaultPath()
    {
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? System.IO.Path.Combine(data, "AsyncPS", "jobs.db")
            : throw Refusals.NoDataFolder();
    }

    public bool Equals(StoreAddress? other) =>
        other is not null && string.Equals(Path, other.Path, PathComparison);

    public override int GetHashCode() => Path.GetHashCode(PathComparison);

    private static StringComparison PathComparison =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;

    [GeneratedRegex(
        @"^\s*(postgres(ql)?://|((host|server|data source|username|user id|database|port)\s*=))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ConnectionString();
}
