using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Brings what running jobs produce to the store: every quarter of a second, or when one of them has much. Idle while
/// no job produces anything.
/// </summary>
internal sealed class OutputFlusher(StoreLink store) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private readonly AsyncWake _some = new();
    private readonly AsyncWake _much = new();

    // One flush at a time: a job's chunks reach the store in the order in which they were taken.
    private readonly SemaphoreSlim _turn = new(1);

    // Guarded by _gate.
    private HashSet<OutputRecorder> _waiting = [];

    /// <summary>A job has produced something.</summary>
    public void Note(OutputRecorder recorder, bool much)
    {
        lock (_gate)
        {
            _waiting.Add(recorder);
        }

        _some.Set();
        if (much)
        {
            _much.Set();
        }
    }

    /// <summary>Flushes until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await _some.WaitAsync().WaitAsync(stop).ConfigureAwait(false);
            using (var pause = CancellationTokenSource.CreateLinkedTokenSource(stop))
            {
                var interval = Task.Delay(Interval, TimeProvider.System, pause.Token);
                await Task.WhenAny(_much.WaitAsync(), interval).ConfigureAwait(false);
                await pause.CancelAsync().ConfigureAwait(false);
            }

            HashSet<OutputRecorder> recorders;
            lock (_gate)
            {
                recorders = _waiting;
                _waiting = [];
            }

            await FlushAsync(recorders).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what these jobs have produced so far; returns when it is in the store.</summary>
    public async Task FlushAsync(IReadOnlyCollection<OutputRecorder> recorders)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var outputs = recorders.Select(recorder => recorder.Take()).OfType<LiveOutput>().ToList();
            if (outputs.Count > 0)
            {
                await store.FlushAsync(outputs).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
