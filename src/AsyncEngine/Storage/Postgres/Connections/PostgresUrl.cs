using System.Data.Common;
using System.Globalization;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>Reads URLs as PostgreSQL's own programs take them: <c>postgres://user:password@host:5432/db?sslmode=require</c>.</summary>
internal static class PostgresUrl
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["user"] = "Username",
        ["dbname"] = "Database",
    };

    public static bool IsUrl(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        return trimmed.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
    }

    public static DbConnectionStringBuilder Parse(string text)
    {
        var url = new Uri(text.Trim());
        var settings = new DbConnectionStringBuilder { ["Host"] = url.Host };
        if (url.Port > 0)
        {
            settings["Port"] = url.Port.ToString(CultureInfo.InvariantCulture);
        }

        if (url.AbsolutePath.Length > 1)
        {
            settings["Database"] = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        }

        ReadUser(url.UserInfo, settings);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            settings[Names.GetValueOrDefault(name, name)] =
                parts.Length > 1 ? Value(name, Uri.UnescapeDataString(parts[1])) : string.Empty;
        }

        return settings;
    }

    private static string Value(string name, string value) =>
        // As the provider spells them: verify-full is VerifyFull, read-write is read-write.
        name.Equals("sslmode", StringComparison.OrdinalIgnoreCase)
            ? value.Replace("-", string.Empty, StringComparison.Ordinal)
            : value;

    private static void ReadUser(string user, DbConnectionStringBuilder settings)
    {
        if (user.Length == 0)
        {
            return;
        }

        var parts = user.Split(':', 2);
        settings["Username"] = Uri.UnescapeDataString(parts[0]);
        if (parts.Length > 1)
        {
            settings["Password"] = Uri.UnescapeDataString(parts[1]);
        }
    }
}
