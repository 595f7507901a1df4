using System.Globalization;
using System.Text.RegularExpressions;

namespace AsyncPS.Commands.Parameters;

/// <summary>Reads durations as people write them: <c>90</c> (seconds), <c>90s</c>, <c>1h30m</c>, <c>00:01:30</c>.</summary>
internal static partial class DurationText
{
    private static readonly Dictionary<string, double> SecondsPerUnit = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ms"] = 0.001, ["s"] = 1, ["m"] = 60, ["h"] = 3_600, ["d"] = 86_400, ["w"] = 604_800,
    };

    /// <summary>Reads a duration strictly: what is not wholly understood is refused.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        text = text.Trim();

        // A plain number comes first: TimeSpan would take it as days.
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return TryFromSeconds(seconds, out duration);
        }

        return text.Contains(':', StringComparison.Ordinal)
            ? TryParseClock(text, out duration)
            : TryParseUnits(text, out duration);
    }

    /// <summary>A number of seconds as a duration, unless it is negative, no number, or too large for one.</summary>
    public static bool TryFromSeconds(double seconds, out TimeSpan duration)
    {
        duration = default;
        if (!(seconds >= 0) || seconds >= TimeSpan.MaxValue.TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static bool TryParseClock(string text, out TimeSpan duration) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;

    private static bool TryParseUnits(string text, out TimeSpan duration)
    {
        duration = default;
        if (Units().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var total = 0.0;
        var last = double.PositiveInfinity;
        var parts = match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures);
        foreach (var (number, unit) in parts)
        {
            // Large before small and each unit once: "30m1h" and "5m5m" are more likely slips than wishes.
            var size = SecondsPerUnit[unit.Value];
            if (size >= last)
            {
                return false;
            }

            last = size;
            total += size * double.Parse(number.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }

        return TryFromSeconds(total, out duration);
    }

    [GeneratedRegex(
        @"^(?:(?<number>\d+(?:\.\d+)?)\s*(?<unit>ms|[smhdw])\s*)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
