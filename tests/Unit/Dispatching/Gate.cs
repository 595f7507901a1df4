using System.Collections.Concurrent;

namespace Unit.Dispatching;

/// <summary>Where a test and the jobs that it added meet: jobs know it by its id.</summary>
public sealed class Gate : IDisposable
{
    // Far longer than anything takes; a test that waits so long has failed.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly ConcurrentDictionary<string, Gate> Gates = new();

    private readonly ManualResetEventSlim _open = new();
    private readonly SemaphoreSlim _entered = new(0);

    public Gate() => Gates[Id] = this;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What jobs noted, in order.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    public static Gate Of(string id) => Gates[id];

    /// <summary>Waits until a job is at the gate.</summary>
    public async Task EnteredAsync()
    {
        if (!await _entered.WaitAsync(Limit))
        {
            throw new TimeoutException("No job came to the gate.");
        }
    }

    public void Open() => _open.Set();

    /// <summary>Called by jobs: says that they are there and waits until the gate is open.</summary>
    public void Pass(CancellationToken cancellationToken)
    {
        Enter();
        if (!_open.Wait(Limit, cancellationToken))
        {
            throw new TimeoutException("The gate was never opened.");
        }
    }

    /// <summary>Called by jobs: says that they are there.</summary>
    public void Enter() => _entered.Release();

    public void Note(string note) => Notes.Enqueue(note);

    public void Dispose()
    {
        _open.Set();
        Gates.TryRemove(Id, out _);
    }
}
