using System.Text;

namespace AsyncPS.Watching;

/// <summary>Text as a terminal shows it: so many cells wide, without anything that moves its cursor.</summary>
internal static class TextCells
{
    private const char Cut = '…';

    /// <summary>How many cells a text takes.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    /// <summary>The text with no control characters in it: a job's name must not write on the screen as it likes.</summary>
    public static string Plain(string text) => string.Concat(text.Select(each => char.IsControl(each) ? ' ' : each));

    /// <summary>The text in exactly so many cells: cut, or with blanks added.</summary>
    public static string Fit(string text, int width, bool right = false)
    {
        var cut = Clip(text, width);
        var blanks = new string(' ', Math.Max(0, width - Width(cut)));
        return right ? blanks + cut : cut + blanks;
    }

    /// <summary>The text in so many cells at most; a sign shows that it was cut.</summary>
    public static string Clip(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune);
            if (used > width - 1)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return width > 0 ? kept.Append(Cut).ToString() : "";
    }

    private static int Width(Rune rune) => rune.Value switch
    {
        < 0x1100 => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark ? 0 : 1,
        <= 0x115F or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) => 2,
        (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) => 2,
        >= 0x1F300 and <= 0x1FAFF => 2,
        >= 0x20000 and <= 0x3FFFD => 2,
        _ => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.Format ? 0 : 1,
    };
}
