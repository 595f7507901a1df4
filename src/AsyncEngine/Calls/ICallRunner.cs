namespace AsyncEngine.Calls;

/// <summary>Runs script calls on one worker's thread, one at a time. Methods are run by the engine itself.</summary>
internal interface ICallRunner
{
    /// <summary>Whether another call can be run here. Asked after each call.</summary>
    bool IsUsable { get; }

    /// <summary>
    /// Runs a call to its end on the calling thread. A fault of the call is a result, never an exception.
    /// </summary>
    CallResult Run(ScriptInvocation invocation);

    /// <summary>
    /// Asks the call that runs to end; called from any thread, returns at once. The runner may end it or not: the
    /// engine waits for a bounded time and then abandons the thread.
    /// </summary>
    void Stop();

    /// <summary>
    /// The engine waits no longer for the call that runs on this thread, be it a script or a method: what the thread holds
    /// must not hold up the end of the process. Called from any thread, returns at once.
    /// </summary>
    void Abandon();
}
