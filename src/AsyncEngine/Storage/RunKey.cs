namespace AsyncEngine.Storage;

/// <summary>One run of one job: the fence. A write with an old run number is refused.</summary>
/// <param name="JobId">The job; for a callback, the callback's own id.</param>
/// <param name="Run">The run number that the claim gave; callbacks use the run of their root job.</param>
/// <param name="RootId">The job that was claimed: the job itself, or for a callback its root.</param>
internal readonly record struct RunKey(long JobId, long Run, long RootId)
{
    /// <summary>The key of a job that was claimed itself.</summary>
    public RunKey(long jobId, long run)
        : this(jobId, run, jobId)
    {
    }
}
