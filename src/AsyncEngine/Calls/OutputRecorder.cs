using AsyncEngine.Storage;

namespace AsyncEngine.Calls;

/// <summary>
/// Takes what a running job produces and holds it until the next flush. Written by the job's threads, taken by the
/// dispatcher's flusher. A job that produces nothing costs nothing.
/// </summary>
/// <param name="key">The run that produces.</param>
/// <param name="maxBytes">How much of it is recorded.</param>
/// <param name="onOutput">Told when something first waits for a flush (false), and when it is much (true).</param>
internal sealed class OutputRecorder(RunKey key, long maxBytes, Action<OutputRecorder, bool>? onOutput = null)
{
    /// <summary>So much is flushed at once.</summary>
    public const long Much = 64 << 10;

    private readonly object _gate = new();

    // Guarded by _gate.
    private List<ReadOnlyMemory<byte>>? _chunks;
    private JobProgress? _progress;
    private long _total;
    private long _pending;
    private volatile bool _wasUsed;
    private IOutputSource? _source;

    /// <summary>Bytes that wait for a flush.</summary>
    public long Pending
    {
        get
        {
            lock (_gate)
            {
                return _pending;
            }
        }
    }

    /// <summary>How many bytes the job may still record.</summary>
    public long Left
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, maxBytes - _total);
            }
        }
    }

    /// <summary>Whether the job has produced anything at all.</summary>
    public bool WasUsed => _wasUsed;

    /// <summary>The latest progress.</summary>
    /// <param name="progress">What the job said.</param>
    public void Report(JobProgress progress)
    {
        lock (_gate)
        {
            _progress = progress;
            _wasUsed = true;
        }

        onOutput?.Invoke(this, false);
    }

    /// <summary>
    /// Adds whole encoded records. False once the job has written its limit: the caller then writes one marker record
    /// with <paramref name="force"/> and nothing more (design 5.6). What is forced does not count.
    /// </summary>
    public bool TryRecord(ReadOnlyMemory<byte> records, bool force = false)
    {
        bool first;
        bool much;
        lock (_gate)
        {
            if (!force && _total + records.Length > maxBytes)
            {
                return false;
            }

            _chunks ??= [];
            first = _chunks.Count == 0;
            _chunks.Add(records);
            _total += force ? 0 : records.Length;
            much = _pending < Much && _pending + records.Length >= Much;
            _pending += records.Length;
            _wasUsed = true;
        }

        if (first || much)
        {
            onOutput?.Invoke(this, much);
        }

        return true;
    }

    /// <summary>
    /// Something can be had that is made only if the job still runs when the next flush comes: the source is asked once
    /// then. So a job that ends soon pays nothing for it.
    /// </summary>
    public void Announce(IOutputSource source)
    {
        Volatile.Write(ref _source, source);
        onOutput?.Invoke(this, false);
    }

    /// <summary>Takes what is new since the last call; null when nothing is.</summary>
    public LiveOutput? Take()
    {
        Interlocked.Exchange(ref _source, null)?.Bring(this);
        lock (_gate)
        {
            if (_chunks is null && _progress is null)
            {
                return null;
            }

            var output = new LiveOutput { Key = key, Chunks = _chunks ?? [], Progress = _progress };
            _chunks = null;
            _progress = null;
            _pending = 0;
            return output;
        }
    }
}
