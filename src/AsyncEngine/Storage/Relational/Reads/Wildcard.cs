using System.Text;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>PowerShell's wildcards as SQLite's <c>glob</c> understands them, for names in upper case.</summary>
internal static class Wildcard
{
    private const char Escape = '`';

    /// <summary>Whether a pattern is just a name.</summary>
    public static bool IsPlain(string pattern) => pattern.AsSpan().IndexOfAny("*?[`") < 0;

    /// <summary>
    /// The patterns, and those with brackets once more with the brackets as letters: a name such as <c>copy [db1]</c> is
    /// found as it is written.
    /// </summary>
    public static IEnumerable<string> Readings(IEnumerable<string> patterns) => patterns.SelectMany(pattern =>
        pattern.Contains('[') && !pattern.Contains(Escape) ? [pattern, pattern.Replace("[", "`[")] : new[] { pattern });

    public static string ToGlob(string pattern) => ToGlob(pattern, char.ToUpperInvariant);

    /// <summary>For texts whose upper case SQLite makes itself: it knows the letters a to z.</summary>
    public static string ToAsciiGlob(string pattern) =>
        ToGlob(pattern, letter => char.IsAsciiLetterLower(letter) ? char.ToUpperInvariant(letter) : letter);

    private static string ToGlob(string pattern, Func<char, char> toUpper)
    {
        var glob = new StringBuilder(pattern.Length);
        for (var index = 0; index < pattern.Length; index++)
        {
            var isEscaped = pattern[index] == Escape && index + 1 < pattern.Length;
            index += isEscaped ? 1 : 0;
            var letter = toUpper(pattern[index]);
            if (isEscaped && letter is '*' or '?' or '[')
            {
                // Glob knows no escape, but a set of one character is that character.
                glob.Append('[').Append(letter).Append(']');
            }
            else
            {
                glob.Append(letter);
            }
        }

        return glob.ToString();
    }
}
