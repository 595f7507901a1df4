namespace AsyncEngine.Calls;

/// <summary>
/// Makes a worker's thread able to run script calls. A dispatcher has one host; each of its workers calls
/// <see cref="Work"/> once, on a thread of its own, and stays in it for its life.
/// </summary>
internal interface IWorkerHost
{
    /// <summary>Stack size of a worker's thread in bytes; 0 = the platform's default.</summary>
    int StackSize { get; }

    /// <summary>
    /// Prepares the calling thread and gives <paramref name="serve"/> a runner. <paramref name="serve"/> takes jobs
    /// and runs them until the worker has to end (true) or the runner has become unusable (false): then the host
    /// prepares anew and calls it again. Returns when <paramref name="serve"/> has returned true.
    /// </summary>
    /// <param name="serve">The worker's loop.</param>
    void Work(Func<ICallRunner, bool> serve);
}
