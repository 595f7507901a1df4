using AsyncEngine.Storage;

namespace AsyncPS.Commands;

/// <summary>Stops jobs. A pending one is cancelled at once; a running one is told to end.</summary>
/// <remarks>
/// The jobs are written out as they are then. A running job ends a little later: use Wait-AsyncJob. A job that was
/// finished already is left alone.
/// </remarks>
[Cmdlet(VerbsLifecycle.Stop, "AsyncJob", SupportsShouldProcess = true)]
[OutputType(typeof(Job))]
public sealed class StopAsyncJobCommand : JobBatchCmdlet
{
    private protected override string Action => "Stop job";

    private protected override void Change(IReadOnlyList<JobRef> jobs)
    {
        var results = Await(token => Storage.Jobs.StopAsync([.. jobs.Select(job => job.Id)], token));
        for (var index = 0; index < jobs.Count; index++)
        {
            Report(jobs[index], results[index]);
        }

        WriteRefreshed(jobs);
    }

    private void Report(JobRef job, StopResult result)
    {
        switch (result)
        {
            case StopResult.NotFound:
                WriteNotFound(job.Id);
                break;
            case StopResult.AlreadyCompleted:
                WriteVerbose($"Job {JobTitle.Of(job)} was finished already.");
                break;
            case StopResult.Requested:
                WriteVerbose($"Job {JobTitle.Of(job)} runs and was told to end.");
                break;
            case StopResult.Cancelled:
                break;
        }
    }
}
