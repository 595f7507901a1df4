namespace AsyncEngine.Storage;

/// <summary>
/// Blocks the calling thread for a verb, at the least cost to the machine: it does not spin while the disk is waited
/// for, and a writer that knows of it ends the verb on its own thread instead of on one of the pool.
/// </summary>
internal static class BlockingCall
{
    [ThreadStatic]
    private static bool _isUnderway;

    // A slim event costs more: it brings a lock, and that one the event which is waited for, anew with each.
    [ThreadStatic]
    private static AutoResetEvent? _over;

    /// <summary>
    /// Whether what this thread begins now is waited for by the thread itself: then nobody's code but the engine's own
    /// follows on its end, wherever that is.
    /// </summary>
    public static bool IsUnderway => _isUnderway;

    /// <summary>Calls, and waits for the end.</summary>
    /// <param name="call">Begins the verb. What it does after its last wait is short and blocks for nothing.</param>
    public static T Run<T>(Func<Task<T>> call)
    {
        var awaiter = Begin(call).ConfigureAwait(false).GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            // Kept only if it was waited for to the end: else it would be set for the thread's next call.
            var over = _over ?? new AutoResetEvent(initialState: false);
            _over = null;
            awaiter.UnsafeOnCompleted(() => over.Set());
            over.WaitOne();
            _over = over;
        }

        return awaiter.GetResult();
    }

    private static Task<T> Begin<T>(Func<Task<T>> call)
    {
        _isUnderway = true;
        try
        {
            return call();
        }
        finally
        {
            _isUnderway = false;
        }
    }
}
