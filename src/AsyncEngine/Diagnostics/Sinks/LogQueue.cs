using System.Threading.Channels;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>
/// Keeps entries for one reader that may be slow. Those that find it full are dropped and counted: nobody who logs ever
/// waits. Thread-safe for writers.
/// </summary>
/// <param name="capacity">How many entries may wait.</param>
internal sealed class LogQueue(int capacity) : ILogSink
{
    private readonly Channel<LogEntry> _waiting = Channel.CreateBounded<LogEntry>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _dropped;

    public void Write(LogEntry entry)
    {
        if (!_waiting.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    public bool TryTake(out LogEntry entry) => _waiting.Reader.TryRead(out entry);

    /// <summary>How many were dropped since it was asked last.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Ends when there is an entry to take.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) =>
        _waiting.Reader.WaitToReadAsync(cancellationToken).AsTask();
}
