using System.ComponentModel;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>
/// Where a dispatcher's child process begins. Not for anybody else: it stays in the call until its dispatcher is gone,
/// and then ends the process.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WorkerProcessEntry
{
    /// <summary>Serves the dispatcher at the other end of a pipe.</summary>
    /// <param name="pipe">The pipe's name.</param>
    public static void Run(string pipe)
    {
        ChildEnvironment.Leave();
        EngineLoadContext.Attach();
        Serve(pipe);
    }

    // A method of its own: it names types of the engine, which cannot be found before.
    private static void Serve(string pipe) => WorkerProcessLife.Serve(pipe);
}
