using System.Text;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// What the driver can send as text: no half of a surrogate pair, at which it breaks off in the middle of a message, which
/// leaves its connection out of step. A NUL it sends, and the server refuses it in words.
/// </summary>
internal static class ServerText
{
    /// <summary>The text, with U+FFFD for each half of a pair. Most are given back as they are.</summary>
    public static string Of(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
        : text;

    /// <summary>The same for the texts of a column; values of other types are given back as they are.</summary>
    public static T[] Each<T>(T[] values) => values is string?[] texts
        ? (T[])(object)Array.ConvertAll(texts, text => text is null ? null : Of(text))
        : values;
}
