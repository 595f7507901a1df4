using AsyncEngine.Storage;
using AsyncPS.Commands.Calls;
using AsyncPS.Errors;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Commands;

/// <summary>Adds callbacks to jobs: scripts that run when the job has an outcome. Writes the callback, itself a job.</summary>
/// <remarks>
/// A callback of a job that has finished already is queued at once. Pipe a callback here to add a callback to it.
/// </remarks>
[Cmdlet(VerbsCommon.Add, "AsyncCallback", SupportsShouldProcess = true)]
[OutputType(typeof(Job))]
public sealed class AddAsyncCallbackCommand : JobCmdlet
{
    private IReadOnlyList<NewCallback> _callbacks = [];

    /// <summary>A script that runs when the job has succeeded, with its result as argument.</summary>
    [Parameter(Position = 1)]
    public ScriptBlock? OnSuccess { get; set; }

    /// <summary>A script that runs when the job has failed or was stopped, with the error as argument.</summary>
    [Parameter]
    public ScriptBlock? OnFailure { get; set; }

    /// <summary>A script that runs whatever the outcome, with the result or the error as argument.</summary>
    [Parameter]
    public ScriptBlock? OnCompleted { get; set; }

    private protected override void Begin()
    {
        _callbacks = CallbackSource.Of(OnSuccess, OnFailure, OnCompleted, SessionState);
        if (_callbacks.Count == 0)
        {
            throw Refusals.ArgumentInvalid("Give at least one of -OnSuccess, -OnFailure and -OnCompleted.");
        }
    }

    private protected override void Process()
    {
        foreach (var job in JobsHere())
        {
            if (ShouldProcess($"Job {JobTitle.Of(job)}", "Add callback"))
            {
                Try(() => Add(job));
            }
        }
    }

    private void Add(JobRef job)
    {
        if (Engine.JobContext.CurrentIn(Storage) is not { } running)
        {
            var ids = Await(token => Storage.Jobs.AddCallbacksAsync(job.Id, _callbacks, token));
            WriteRefreshed([.. ids.Select(id => new JobRef(id))]);
            return;
        }

        // They exist when the running job has succeeded: what is shown of them is what is known here.
        var now = Clock.GetUtcNow();
        foreach (var callback in _callbacks)
        {
            var id = Await(token => running.AddCallbackAsync(job.Id, callback, token));
            var record = JobPreview.Of(callback, id, job.Id, running.Queue, now);
            WriteObject(new Job(record, now, waitingFor: null) { Home = Storage.Location });
        }
    }
}
