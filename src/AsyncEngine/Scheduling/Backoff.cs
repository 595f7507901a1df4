namespace AsyncEngine.Scheduling;

/// <summary>How long to wait before the next try. Pure: chance comes in as a number from 0 to 1.</summary>
internal static class Backoff
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxFirst = TimeSpan.FromDays(1_000_000); // as good as never, and a tenth more fits
    private static readonly TimeSpan MaxDisconnected = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstOutage = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxOutage = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The pause after the given attempt: the first delay, doubled with each attempt up to a day (or to the first
    /// delay, where that is longer), give or take a tenth.
    /// </summary>
    /// <param name="first">The pause after the first attempt.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">0 = a tenth less, 1 = a tenth more.</param>
    public static TimeSpan Doubling(TimeSpan first, int attempt, double chance)
    {
        var limit = Math.Clamp(first.Ticks, MaxDelay.Ticks, MaxFirst.Ticks);
        var ticks = Math.Min(first.Ticks * Math.Pow(2, attempt - 1), limit);
        return TimeSpan.FromTicks((long)(ticks * (0.9 + (0.2 * chance))));
    }

    /// <summary>R113: 5, 10, 15 … 60, 60 seconds.</summary>
    /// <param name="count">Which disconnect in a row, from 1.</param>
    public static TimeSpan Disconnected(int count) =>
        count >= 12 ? MaxDisconnected : TimeSpan.FromSeconds(5 * count);

    /// <summary>
    /// A dispatcher whose store does not answer: from 50 milliseconds doubling to 15 seconds, at random in the upper
    /// half, so that many dispatchers do not come back at the same moment.
    /// </summary>
    /// <param name="count">Which failure in a row, from 1.</param>
    /// <param name="chance">A number from 0 to 1.</param>
    public static TimeSpan Outage(int count, double chance)
    {
        var ticks = Math.Min(FirstOutage.Ticks * Math.Pow(2, count - 1), MaxOutage.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (0.5 + (0.5 * chance))));
    }
}
