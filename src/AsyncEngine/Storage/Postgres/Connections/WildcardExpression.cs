using System.Text;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>PowerShell's wildcards as a regular expression of PostgreSQL, for names in upper case.</summary>
internal static class WildcardExpression
{
    private const char Escape = '`';

    public static string Of(string wildcard)
    {
        var expression = new StringBuilder("^", wildcard.Length + 8);
        var isInSet = false;
        for (var index = 0; index < wildcard.Length; index++)
        {
            var isEscaped = wildcard[index] == Escape && index + 1 < wildcard.Length;
            index += isEscaped ? 1 : 0;
            var letter = char.ToUpperInvariant(wildcard[index]);
            var isOpening = letter == '[' && !isInSet && !isEscaped && wildcard.IndexOf(']', index + 1) > 0;
            var isClosing = letter == ']' && isInSet && !isEscaped;
            isInSet = (isInSet || isOpening) && !isClosing;
            expression.Append(letter switch
            {
                _ when isOpening => "[",
                _ when isClosing => "]",
                '*' when !isEscaped && !isInSet => ".*",
                '?' when !isEscaped && !isInSet => ".",
                '-' or '^' when isInSet && !isEscaped => letter.ToString(),
                _ => Literal(letter),
            });
        }

        return expression.Append('$').ToString();
    }

    /// <summary>A backslash before anything but a letter or a digit means that very character.</summary>
    private static string Literal(char letter) =>
        char.IsLetterOrDigit(letter) || letter == '_' || letter > 127 ? letter.ToString() : "\\" + letter;
}
