using AsyncPS.Errors;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Commands;

/// <summary>Inside a job: gets the job, its queue, dispatcher, agent, attempt and cancellation token.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncContext")]
[OutputType(typeof(JobContext))]
public sealed class GetAsyncContextCommand : AsyncCmdlet
{
    private protected override void End()
    {
        var running = Engine.JobContext.Current ?? throw Refusals.NotInJob("Get-AsyncContext tells about the running job.");
        var job = Await(token => new JobReader(running.Storage, TimeProvider.System).GetAsync([running.JobId], token));
        WriteObject(new JobContext(running, job[0]));
    }
}
