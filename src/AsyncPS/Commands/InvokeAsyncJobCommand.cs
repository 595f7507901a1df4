using AsyncEngine.Dispatching;
using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Scripting.Here;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>Runs pending jobs here and now, in this session: to debug them.</summary>
/// <remarks>
/// The session takes the job as a dispatcher does, so that nobody else runs it, before its time too and from a suspended
/// queue; then its script runs in this very runspace: breakpoints stop it, Write-Host and prompts reach the host. Its
/// outcome, its state, the jobs that it added and its callbacks are settled as always.
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "AsyncJob", SupportsShouldProcess = true)]
[OutputType(typeof(object), typeof(Job))]
public sealed class InvokeAsyncJobCommand : JobCmdlet
{
    private const string AgentName = "Invoke-AsyncJob";

    /// <summary>Writes the job as it is afterwards, instead of what it wrote.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        foreach (var job in JobsHere())
        {
            if (ShouldProcess($"Job {JobTitle.Of(job)}", "Run job in this session"))
            {
                Try(() => Run(job));
            }
        }
    }

    private void Run(JobRef job)
    {
        var status = Await(token => Storage.Jobs.GetAsync([job.Id], token))[0] ?? throw Refusals.JobNotFound(job.Id);
        if (status.Status != Engine.JobStatus.Pending || status.ParentId is not null)
        {
            throw Refusals.JobNotInvoked(job.Id, status);
        }

        RunAsDispatcher(job.Id, status.Queue);
        StopToken.ThrowIfCancellationRequested();
        Report(job);
    }

    private void RunAsDispatcher(long id, string queue)
    {
        var lease = Use.Lease ?? throw Refusals.StoreOfHost();
        var only = new OneJob(id);
        using var session = new SessionHost(Host, lease.Store.Options.MaxResultBytes);
        var dispatcher = new AsyncEngine.Dispatching.Dispatcher(lease.Store, new DispatcherOptions
        {
            Agents = [new AgentOptions { Name = AgentName, Queue = queue, Size = 1, Only = only }],
            ClaimAhead = TimeSpan.Zero,
            WorkerHost = session,
        });
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dispatcher.JobStarted += (_, _) => begun.TrySetResult();
        Await(dispatcher.StartAsync);
        try
        {
            if (!Await(only.Claimed.WaitAsync))
            {
                throw Refusals.JobNotClaimed(id, Await(token => Storage.Jobs.ExplainAsync([id], token))[0]?.Text);
            }

            // What has begun is not given back. The stop waits for the job and its callbacks, which run on this thread.
            Await(begun.Task.WaitAsync);
            session.Serve(dispatcher.StopAsync(Timeout.InfiniteTimeSpan, StopToken), StopToken);
        }
        finally
        {
            session.Serve(dispatcher.StopAsync(TimeSpan.Zero), StopToken);
        }
    }

    private void Report(JobRef reference)
    {
        var job = Await(token => Reader.RefreshAsync([reference], token))[0] ?? throw Refusals.JobNotFound(reference.Id);
        if (PassThru)
        {
            WriteObject(job);
            return;
        }

        Playback(job.Id, skipsHost: true).Finish(job);
        if (job.Status == JobStatus.Pending)
        {
            WriteWarning($"Job {job.Id} failed and is tried again: {job.WaitingFor}.");
        }
    }
}
