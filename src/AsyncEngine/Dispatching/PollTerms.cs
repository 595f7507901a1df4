namespace AsyncEngine.Dispatching;

/// <summary>When a dispatcher's poll is overdue. Pure.</summary>
internal static class PollTerms
{
    /// <summary>How much later than planned the poll of a busy machine may come.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Whether a poll should have come long ago (R177).</summary>
    /// <param name="last">The last poll, or the activation.</param>
    /// <param name="interval">The pause between polls.</param>
    /// <param name="now">The moment of the question.</param>
    public static bool IsOverdue(DateTimeOffset last, TimeSpan interval, DateTimeOffset now) =>
        now - last > interval + (interval > Grace ? interval : Grace);
}
