using System.Text.RegularExpressions;

namespace AsyncEngine.Storage;

/// <summary>Tells a server's address from a file's path.</summary>
internal static partial class ServerAddress
{
    /// <summary>The schema of a store that names none.</summary>
    public const string DefaultSchema = "asyncps";

    /// <summary>Whether text names a PostgreSQL server rather than a file.</summary>
    public static bool IsServer(string text) => ConnectionString().IsMatch(text);

    /// <summary>Whether a server's address has a password among its words.</summary>
    public static bool HoldsPassword(string text) => Password().IsMatch(text);

    [GeneratedRegex(
        @"^\s*postgres(ql)?://[^/@?]*:[^/@?]+@|(^|[;?&\s])(password|pwd|psw)\s*=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Password();

    [GeneratedRegex(
        @"^\s*(postgres(ql)?://|((host|server|data source|username|user id|database|port|schema)\s*=))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ConnectionString();
}
