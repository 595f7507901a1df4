using AsyncEngine.Dispatching;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Services.Logging;

/// <summary>The one line that a log has for each run of a job. Pure.</summary>
internal static class JobLine
{
    public static string Of(JobEventArgs job)
    {
        var name = job.Name is null ? "" : $" '{job.Name}'";
        var outcome = job.Outcome?.ToString() ?? "Put back";
        var why = job.Error is { } error && job.Outcome != Engine.JobOutcome.Succeeded ? $": {error.ErrorId}: {error.Message}" : "";
        return $"Job {job.JobId}{name} of queue {job.Queue}, run {job.Attempt}: {outcome} " +
            $"after {DisplayText.Duration(job.Elapsed)}{why}".ReplaceLineEndings(" ");
    }
}
