namespace AsyncPS.Scripting.Streams;

/// <summary>
/// Which bars of a job are recorded. Scripts show one for each of ten thousand files: of an activity the first, the end,
/// and one in a second between tell as much.
/// </summary>
internal sealed class ProgressPace
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, DateTimeOffset> _recorded = [];

    /// <summary>Whether this one is recorded; it then counts as recorded.</summary>
    /// <param name="bar">It.</param>
    /// <param name="now">When it was shown.</param>
    public bool Takes(ProgressRecord bar, DateTimeOffset now)
    {
        if (bar.RecordType == ProgressRecordType.Completed)
        {
            return _recorded.Remove(bar.ActivityId);
        }

        var isDue = !_recorded.TryGetValue(bar.ActivityId, out var last) || now - last >= Least;
        if (isDue)
        {
            _recorded[bar.ActivityId] = now;
        }

        return isDue;
    }
}
