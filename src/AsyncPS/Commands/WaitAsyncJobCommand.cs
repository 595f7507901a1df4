using AsyncPS.Commands.Parameters;

namespace AsyncPS.Commands;

/// <summary>Waits for jobs to finish, shows how far they are, and writes them out as they are then.</summary>
/// <remarks>
/// The objects that were given are brought up to date and written to the pipeline. Ctrl+C ends the waiting, not the
/// jobs; Stop-AsyncJob ends jobs. A job that failed is no error here: see its Outcome, or use Receive-AsyncJob.
/// </remarks>
[Cmdlet(VerbsLifecycle.Wait, "AsyncJob")]
[OutputType(typeof(Job))]
public sealed class WaitAsyncJobCommand : WaitingCmdlet
{
    private readonly List<JobRef> _jobs = [];

    /// <summary>Waits for one of the jobs, and writes those that have finished then.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>
    /// How long to wait at most: a TimeSpan, a number of seconds, or text such as 90s. When it has passed, finished jobs
    /// are written and the error WaitTimedOut names the others.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected override void Process() => _jobs.AddRange(JobsHere());

    private protected override void End()
    {
        JobRef[] jobs = [.. _jobs.DistinctBy(job => job.Id)];
        var wait = BeginWait([.. jobs.Select(job => job.Id)], Any, Timeout);
        Continue(wait);
        EndWait(wait);
        if (wait.Finished > 0)
        {
            var open = wait.Open.ToHashSet();
            WriteRefreshed([.. jobs.Where(job => !open.Contains(job.Id))]);
        }
    }
}
