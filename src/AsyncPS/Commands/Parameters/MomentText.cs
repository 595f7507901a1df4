using System.Globalization;

namespace AsyncPS.Commands.Parameters;

/// <summary>Reads moments as people write them: in their own culture first, then as ISO 8601.</summary>
internal static class MomentText
{
    /// <summary>Reads a moment; text without an offset is local time.</summary>
    /// <param name="text">A date, a time, or both.</param>
    /// <param name="culture">Whose way of writing is tried first.</param>
    /// <param name="now">The present, local: what a time of day alone refers to.</param>
    /// <param name="ahead">Whether a time of day that has passed today means tomorrow's.</param>
    /// <param name="moment">What was read.</param>
    public static bool TryParse(
        string text, CultureInfo culture, DateTimeOffset now, bool ahead, out DateTimeOffset moment) =>
        TryParseIn(culture, text, now, ahead, out moment) ||
        TryParseIn(CultureInfo.InvariantCulture, text, now, ahead, out moment);

    /// <summary>Reads a duration with units as the moment that is so long ago; a plain number is none.</summary>
    public static bool TryParseAgo(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length == 0 || !char.IsLetter(text[^1]) || !DurationText.TryParse(text, out var duration)
            || duration >= now - DateTimeOffset.MinValue)
        {
            return false;
        }

        moment = now - duration;
        return true;
    }

    /// <summary>A DateTime as a moment: one that does not say its kind is local, as <c>Get-Date</c> gives it.</summary>
    public static DateTimeOffset FromDateTime(DateTime value) =>
        new(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Local) : value);

    private static bool TryParseIn(
        CultureInfo culture, string text, DateTimeOffset now, bool ahead, out DateTimeOffset moment)
    {
        const DateTimeStyles TimeMayStandAlone = DateTimeStyles.NoCurrentDateDefault | DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParse(text, culture, TimeMayStandAlone, out var parsed) && parsed.Date == default)
        {
            moment = AtTimeOfDay(parsed.TimeOfDay, now, ahead);
            return true;
        }

        return DateTimeOffset.TryParse(
            text, culture, DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces, out moment);
    }

    private static DateTimeOffset AtTimeOfDay(TimeSpan time, DateTimeOffset now, bool ahead)
    {
        var today = now.LocalDateTime.Date + time;
        return FromDateTime(ahead && FromDateTime(today) < now ? today.AddDays(1) : today);
    }
}
