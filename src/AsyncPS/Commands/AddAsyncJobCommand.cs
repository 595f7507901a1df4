using AsyncEngine.Storage;
using AsyncPS.Commands.Calls;
using AsyncPS.Errors;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Commands;

/// <summary>Adds jobs to a queue. A dispatcher, in this process or another one, runs them.</summary>
/// <remarks>
/// When the cmdlet returns, the jobs are stored on disk. Inside a running job they belong to that job: they have their
/// ids at once, become visible when it succeeds, and are gone when it fails; -Immediate adds them at once.
/// </remarks>
[Cmdlet(VerbsCommon.Add, "AsyncJob", SupportsShouldProcess = true, DefaultParameterSetName = ScriptBlockSet)]
[OutputType(typeof(Job))]
public sealed class AddAsyncJobCommand : JobCallCmdlet
{
    private readonly List<NewJob> _batch = [];
    private int _made;

    /// <summary>Inside a running job: adds the jobs at once, whatever becomes of the running job.</summary>
    [Parameter]
    public SwitchParameter Immediate { get; set; }

    /// <summary>
    /// Adds the jobs of a pipeline in parts of this size, each part together or not at all. Default: all in one.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; } = int.MaxValue;

    private protected override void Process()
    {
        var hasInput = MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));
        _batch.Add(Make(hasInput ? new PipedInput(InputObject) : null));
        if (_batch.Count >= BatchSize)
        {
            Flush();
        }
    }

    private protected override void End() => Flush();

    private NewJob Make(PipedInput? input)
    {
        try
        {
            _made++;
            return NewJob(input);
        }
        catch (AsyncEngineException error) when (MyInvocation.ExpectingInput)
        {
            throw Refusals.InBatch(error, _made - 1);
        }
    }

    private void Flush()
    {
        if (_batch.Count > 0 && ShouldProcess($"Queue '{Queue}'", _batch.Count == 1 ? "Add a job" : $"Add {_batch.Count} jobs"))
        {
            WriteAdded(AddToStore(_batch));
        }

        _batch.Clear();
    }

    private (IReadOnlyList<long> Ids, bool IsVisible) AddToStore(List<NewJob> jobs)
    {
        if (!Immediate && Engine.JobContext.CurrentIn(Storage) is { } running)
        {
            return (Await(token => running.AddAsync(jobs, token)), false);
        }

        try
        {
            return (Await(token => Storage.Jobs.EnqueueAsync(jobs, token)), true);
        }
        catch (AsyncEngineException error) when (error.Index is { } index && _made > 1)
        {
            throw Refusals.InBatch(error, _made - jobs.Count + index);
        }
    }

    private void WriteAdded((IReadOnlyList<long> Ids, bool IsVisible) added)
    {
        // Callbacks got their ids in the store. Without them all that there is to know is known here.
        if (added.IsVisible && _batch[0].Callbacks.Count > 0)
        {
            WriteObject(Await(token => new JobReader(Storage, Clock).GetAsync(added.Ids, token)), enumerateCollection: true);
            return;
        }

        var now = Clock.GetUtcNow();
        var status = added.IsVisible ? JobStatus.Pending : JobStatus.New;
        for (var index = 0; index < _batch.Count; index++)
        {
            WriteObject(new Job(JobPreview.Of(_batch[index], added.Ids[index], status, now), now, waitingFor: null));
        }
    }
}
