using AsyncEngine.Calls;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// A variable that every job of a worker sees, such as <c>$AsyncJob</c>. Its value is made when a job first reads it.
/// </summary>
/// <param name="Name">Its name, without the dollar sign.</param>
/// <param name="Value">Makes the value for the job that runs; called at most once a job, on the worker's thread.</param>
internal sealed record WorkerVariable(string Name, Func<ScriptInvocation, object?> Value);
