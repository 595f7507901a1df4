using System.Management.Automation.Runspaces;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Processes;

namespace AsyncPS.Scripting.Workers;

/// <summary>Makes worker threads able to run script jobs: a warm runspace and one long-running pipeline each.</summary>
/// <param name="options">How workers are made.</param>
/// <param name="processes">The children for jobs that run in a process of their own; null = all run in this one.</param>
/// <param name="opened">A session for the first worker that is being opened already; null = none.</param>
internal sealed class ScriptWorkerHost(
    ScriptWorkerOptions options, ProcessPool? processes = null, Task<Runspace>? opened = null) : IWorkerHost, IDisposable
{
    private readonly WorkerServices _services = new(options, opened);

    /// <inheritdoc/>
    public int StackSize => options.StackSize;

    /// <summary>
    /// Has what workers begin with (modules, assemblies, the initialization script) tried by the first of them, where most
    /// jobs run: in this process, or in a child where such have been made ready. <c>WorkerSetupFailed</c>;
    /// <c>JobProcessNotStarted</c>.
    /// </summary>
    public Task TryAsync() => processes is { Waiting: > 0 } ? processes.FirstAsync() : Task.Run(Prepare);

    /// <summary>
    /// Opens the first worker's runspace ahead, so that a fault in what workers begin with shows at once, on the caller's
    /// thread: <c>WorkerSetupFailed</c>.
    /// </summary>
    public void Prepare()
    {
        _services.Spare.Prepare();
        _services.Spare.Wait();
    }

    /// <inheritdoc/>
    public void Work(Func<ICallRunner, bool> serve)
    {
        var hasEnded = false;
        while (!hasEnded)
        {
            var runspace = _services.Spare.Take();
            try
            {
                hasEnded = runspace.Serve(processes is null ? serve : runner => serve(new IsolationRunner(runner, processes)));
            }
            finally
            {
                // Closing takes milliseconds, and the next job waits.
                _ = Task.Run(runspace.Dispose);
            }
        }
    }

    /// <summary>Closes the runspace that nobody took, and ends the children. Workers end when their loop does.</summary>
    public void Dispose()
    {
        _services.Spare.Dispose();
        processes?.Dispose();
    }
}
