namespace AsyncEngine.Testing;

/// <summary>
/// Holds up all that a dispatcher says to its store, as if its process were frozen. It stands open unless a test shuts
/// it. Thread-safe.
/// </summary>
internal sealed class Standstill
{
    private TaskCompletionSource? _shut;

    public bool IsShut => Volatile.Read(ref _shut) is not null;

    public void Shut() => Interlocked.CompareExchange(
        ref _shut, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void Open() => Interlocked.Exchange(ref _shut, null)?.TrySetResult();

    /// <summary>Completes when it is open.</summary>
    public Task PassAsync() => Volatile.Read(ref _shut)?.Task ?? Task.CompletedTask;
}
