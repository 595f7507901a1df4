namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>The latest entries of a log, for whoever asks. Thread-safe.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class RecentLog(int capacity) : ILogSink
{
    private readonly object _gate = new();
    private readonly Queue<LogEntry> _entries = new();

    public void Write(LogEntry entry)
    {
        lock (_gate)
        {
            if (_entries.Count == capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry);
        }
    }

    /// <summary>What is kept now, the oldest first.</summary>
    public IReadOnlyList<LogEntry> Read()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }
}
