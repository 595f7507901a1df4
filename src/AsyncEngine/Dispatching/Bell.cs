namespace AsyncEngine.Dispatching;

/// <summary>Wakes all who wait for its next stroke.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next stroke. Take it before looking at what the bell is about.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Strike() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
