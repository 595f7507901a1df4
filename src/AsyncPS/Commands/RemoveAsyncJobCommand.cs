using AsyncEngine.Storage;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>Removes jobs from the store, with their results and streams. Only pending and finished ones.</summary>
/// <remarks>A running job is refused: stop it first.</remarks>
[Cmdlet(VerbsCommon.Remove, "AsyncJob", SupportsShouldProcess = true)]
public sealed class RemoveAsyncJobCommand : JobBatchCmdlet
{
    private protected override string Action => "Remove job";

    private protected override void Change(IReadOnlyList<JobRef> jobs)
    {
        var results = Await(token => Storage.Jobs.RemoveAsync([.. jobs.Select(job => job.Id)], token));
        for (var index = 0; index < jobs.Count; index++)
        {
            if (results[index].Outcome == RemoveOutcome.NotFound)
            {
                WriteNotFound(jobs[index].Id);
            }
            else if (results[index].Outcome == RemoveOutcome.Refused)
            {
                var refusal = Refusals.JobNotRemoved(jobs[index].Id, results[index].Reason);
                WriteError(EngineErrors.ToRecord(refusal));
            }
        }
    }
}
