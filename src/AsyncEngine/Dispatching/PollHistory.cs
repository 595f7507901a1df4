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

    /// <summary>Newest first (R201).</summary>
    public IReadOnlyList<PollRecord> Read()
    {
        lock (_gate)
        {
            return [.. _polls.Reverse()];
        }
    }
}
