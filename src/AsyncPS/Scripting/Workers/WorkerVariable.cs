using AsyncEngine.Calls;
using AsyncPS.Session;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// A variable that every job of a worker sees, such as <c>$AsyncJob</c>. Its value is made when a job first reads it.
/// </summary>
/// <param name="Name">Its name, without the dollar sign.</param>
/// <param name="Value">Makes the value for the job that runs; called at most once a job, on the worker's thread.</param>
internal sealed record WorkerVariable(string Name, Func<ScriptInvocation, object?> Value)
{
    /// <summary>Takes what the job assigns to the variable, in any scope; null: it is read-only.</summary>
    public Action<ScriptInvocation, object?>? Assign { get; init; }

    /// <summary>The variables of all workers.</summary>
    public static IReadOnlyList<WorkerVariable> All { get; } =
    [
        new("AsyncJob", RunningJob.Read),
        new("AsyncState", ScriptState.Read) { Assign = ScriptState.Replace },
    ];
}
