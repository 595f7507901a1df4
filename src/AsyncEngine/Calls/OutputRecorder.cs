using AsyncEngine.Storage;

namespace AsyncEngine.Calls;

/// <summary>
/// Takes what a running job produces and holds it until the next flush. Written by the job's threads, taken by the
/// dispatcher's flusher. A job that produces nothing costs nothing.
/// </summary>
internal sealed class OutputRecorder(RunKey key, long maxBytes)
{
    private readonly object _gate = new();
    private List<ReadOnlyMemory<byte>> _chunks = [];
    private JobProgress? _progress;
    private long _total;

    /// <summary>Bytes that wait for a flush.</summary>
    public long Pending { get; private set; }

    /// <summary>The latest progress.</summary>
    /// <param name="progress">What the job said.</param>
    public void Report(JobProgress progress)
    {
        lock (_gate)
        {
            _progress = progress;
        }
    }

    /// <summary>
    /// Adds whole encoded records. False once the job has written its limit: the caller then writes one marker record
    /// with <paramref name="force"/> and nothing more (design 5.6).
    /// </summary>
    public bool TryRecord(ReadOnlyMemory<byte> records, bool force = false)
    {
        lock (_gate)
        {
            if (!force && _total + records.Length > maxBytes)
            {
                return false;
            }

            _chunks.Add(records);
            _total += records.Length;
            Pending += records.Length;
            return true;
        }
    }

    /// <summary>Takes what is new since the last call; null when nothing is.</summary>
    public LiveOutput? Take()
    {
        lock (_gate)
        {
            if (_chunks.Count == 0 && _progress is null)
            {
                return null;
            }

            var output = new LiveOutput { Key = key, Chunks = _chunks, Progress = _progress };
            _chunks = [];
            _progress = null;
            Pending = 0;
            return output;
        }
    }
}
