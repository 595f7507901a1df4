using System.Text;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// What a server takes as text: no NUL, which it has no room for, and no half of a surrogate pair, at which the driver
/// breaks off in the middle of a message, which leaves its connection out of step.
/// </summary>
internal static class ServerText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text, with U+FFFD for each character that cannot be stored. Most are given back as they are.</summary>
    public static string Of(string text) =>
        text.Contains('\0') || text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', Replacement)
            : text;

    /// <summary>The same for the texts of a column; values of other types are given back as they are.</summary>
    public static T[] Each<T>(T[] values) => values is string?[] texts
        ? (T[])(object)Array.ConvertAll(texts, text => text is null ? null : Of(text))
        : values;
}
