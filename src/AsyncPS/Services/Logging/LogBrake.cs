using System.Globalization;

namespace AsyncPS.Services.Logging;

/// <summary>
/// Keeps one kind of entry from drowning all others: of one number so many are let through in a while, the rest is
/// counted and said in one line when the while is over. Pure; for one thread.
/// </summary>
/// <param name="limit">How many of one number are let through in a while.</param>
/// <param name="span">The while; it begins with the first of a number.</param>
internal sealed class LogBrake(int limit, TimeSpan span)
{
    private readonly Dictionary<int, (DateTimeOffset Since, int Count)> _open = [];

    /// <summary>When there is something to say; null = nothing was held back.</summary>
    public DateTimeOffset? NextSummaryAt =>
        _open.Values.Where(each => each.Count > limit).Select(each => (DateTimeOffset?)(each.Since + span)).Min();

    /// <summary>Whether this one is let through.</summary>
    public bool Lets(DateTimeOffset at, int eventId)
    {
        var (since, count) = _open.GetValueOrDefault(eventId, (at, 0));
        _open[eventId] = (since, count + 1);
        return count < limit;
    }

    /// <summary>What was held back in each while that is over at that moment.</summary>
    public IReadOnlyList<string> TakeSummaries(DateTimeOffset at)
    {
        var over = _open.Where(each => at >= each.Value.Since + span).ToList();
        over.ForEach(each => _open.Remove(each.Key));
        return
        [
            .. over.Where(each => each.Value.Count > limit).OrderBy(each => each.Key).Select(each => string.Create(
                CultureInfo.InvariantCulture,
                $"[{each.Key}] {each.Value.Count - limit} more like these; -LogPath has them all.")),
        ];
    }
}
