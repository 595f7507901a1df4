using System.Globalization;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Processes;

/// <summary>What a job's process can do to its job. Pure.</summary>
internal static class ProcessErrors
{
    public static AsyncEngineException NotStarted(string program, string why, Exception? inner = null) => new(
        ErrorIds.JobProcessNotStarted,
        $"No process could be started for the job with '{program}': {why.TrimEnd('.')}. Set "
        + $"{WorkerCommand.EnvironmentVariable} to the path of a PowerShell 7.4 or later, or run the job with "
        + "-Isolation Shared.",
        inner);

    public static AsyncEngineException NoShell() => new(
        ErrorIds.JobProcessNotStarted,
        "The job is to run in a process of its own, and there is no PowerShell to start: this process is none, and pwsh is "
        + $"not on the path. Install it, set {WorkerCommand.EnvironmentVariable} to its path, or use -Isolation Shared.");

    /// <param name="why">What the child said.</param>
    public static AsyncEngineException SetupFailed(string why) => new(ErrorIds.WorkerSetupFailed, why);

    public static Engine.JobError Died(long job, int process, int? exitCode, string words) => new()
    {
        ErrorId = ErrorIds.JobProcessDied,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"Process {process} of job {job} ended while the job ran: {ExitText.Of(exitCode, OperatingSystem.IsWindows())}. ")
            + (words.Length > 0 ? $"It wrote: {words}" : "Look for what ends a process: exit calls, native code, memory."),
    };

    public static Engine.JobError NotAnswering(long job, int process, TimeSpan limit) => new()
    {
        ErrorId = ErrorIds.JobProcessDied,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"Process {process} of job {job} did not answer for {limit.TotalSeconds:0.#} seconds and was killed."),
    };

    public static Engine.JobError MemoryExceeded(long job, int process, long had, long limit) => new()
    {
        ErrorId = ErrorIds.JobMemoryExceeded,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"Process {process} of job {job}, with what it started, had {had >> 20} MiB of memory and may have " +
            $"{limit >> 20} MiB, so it was killed. ")
            + "Give the job more with -MaxMemory, or make it hold less at once.",
    };
}
