namespace AsyncEngine.Storage.Relational;

/// <summary>Moments and durations as the tables have them: whole microseconds, moments since 1970 UTC.</summary>
internal static class Moment
{
    private static readonly long First = Of(DateTimeOffset.MinValue);
    private static readonly long Last = Of(DateTimeOffset.MaxValue);

    /// <summary>Cut, not rounded: what is stored is never later than what was said.</summary>
    public static long Of(DateTimeOffset moment) =>
        (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? moment) => moment is { } value ? Of(value) : null;

    public static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    public static long? Of(TimeSpan? duration) => duration is { } value ? Of(value) : null;

    /// <summary>A sum that is past the last moment, such as a deadline a very long time from now, is the last moment.</summary>
    public static DateTimeOffset ToMoment(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(
        Math.Clamp(microseconds, First, Last) * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset? ToMoment(long? microseconds) =>
        microseconds is { } value ? ToMoment(value) : null;

    public static TimeSpan ToDuration(long microseconds) =>
        TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static TimeSpan? ToDuration(long? microseconds) =>
        microseconds is { } value ? ToDuration(value) : null;
}
