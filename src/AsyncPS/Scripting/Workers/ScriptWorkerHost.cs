using AsyncEngine.Calls;

namespace AsyncPS.Scripting.Workers;

/// <summary>Makes worker threads able to run script jobs: a warm runspace and one long-running pipeline each.</summary>
internal sealed class ScriptWorkerHost(ScriptWorkerOptions options) : IWorkerHost
{
    /// <inheritdoc/>
    public int StackSize => options.StackSize;

    /// <inheritdoc/>
    public void Work(Func<ICallRunner, bool> serve)
    {
        var hasEnded = false;
        while (!hasEnded)
        {
            using var runspace = WorkerRunspace.Open(options);
            while (!hasEnded && runspace.IsOpen)
            {
                hasEnded = runspace.Serve(serve);
            }
        }
    }
}
