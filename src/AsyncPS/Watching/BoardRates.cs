using AsyncEngine.Storage;

namespace AsyncPS.Watching;

/// <summary>Works out rates from what was counted at several moments, over the last ten seconds.</summary>
internal sealed class BoardRates
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(DateTimeOffset At, Dictionary<string, (long All, long Done)> Counts)> _past = [];

    /// <summary>Takes the counts of a moment and gives the rates up to it; none the first time.</summary>
    public IReadOnlyDictionary<string, BoardRate> Add(DateTimeOffset at, IReadOnlyList<QueueInfo> queues)
    {
        var now = queues.ToDictionary(queue => queue.Name, Count, StringComparer.OrdinalIgnoreCase);
        var rates = new Dictionary<string, BoardRate>(StringComparer.OrdinalIgnoreCase);
        if (_past.TryPeek(out var first) && at > first.At)
        {
            var seconds = (at - first.At).TotalSeconds;
            foreach (var (name, count) in now)
            {
                if (first.Counts.TryGetValue(name, out var before))
                {
                    // Removing finished jobs makes the counts smaller: that is no rate.
                    rates[name] = new BoardRate(
                        Math.Max(0, count.All - before.All) / seconds, Math.Max(0, count.Done - before.Done) / seconds);
                }
            }
        }

        _past.Enqueue((at, now));
        while (_past.Count > 2 && at - _past.Peek().At > Window)
        {
            _past.Dequeue();
        }

        return rates;
    }

    private static (long All, long Done) Count(QueueInfo queue) =>
        (queue.Pending + queue.Assigned + queue.Active + queue.Callbacks + queue.Completed, queue.Completed);
}
