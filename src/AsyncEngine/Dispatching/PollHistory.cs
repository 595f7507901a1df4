namespace AsyncEngine.Dispatching;

/// <summary>The last polls of a dispatcher, a bounded number of them (R199). Thread-safe.</summary>
internal sealed class PollHistory
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 400;

    private readonly object _gate = new();
    private readonly Queue<PollRecord> _polls = new(Capacity);

    public void Add(PollRecord poll)
    {
        lock (_gate)
        {
            if (_polls.Count == Capacity)
            {
                _polls.Dequeue();
            }

            _polls.Enqueue(poll);
        }
    }

    /// <summary>
    /// Newest first (R201); the first is the one that a moment names (R200). Polls of one moment stay together.
    /// </summary>
    /// <param name="at">From the one of this moment on, or else from the next older one.</param>
    /// <param name="before">From the newest on that is older than this moment.</param>
    /// <param name="since">Down to this moment, inclusive.</param>
    public IReadOnlyList<PollRecord> Read(
        DateTimeOffset? at = null, DateTimeOffset? before = null, DateTimeOffset? since = null)
    {
        lock (_gate)
        {
            return [.. _polls.Reverse().Where(poll =>
                !(poll.At > at) && !(poll.At >= before) && !(poll.At < since))];
        }
    }
}
