using System.Reflection;
using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Scripting.Values;
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
    private const string JobSet = "Job";

    private readonly List<NewJob> _batch = [];
    private readonly List<Job> _unsaved = [];
    private int _made;

    /// <summary>
    /// Jobs that New-AsyncJob or Join-AsyncJob made. The very objects become the saved jobs; a join is saved with all that
    /// is unsaved in it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = JobSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public Job[] Job { get; set; } = null!;

    /// <summary>Inside a running job: adds the jobs at once, whatever becomes of the running job.</summary>
    [Parameter]
    public SwitchParameter Immediate { get; set; }

    /// <summary>
    /// Adds the jobs of a pipeline in parts of this size, each part together or not at all. Default: all in one.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; } = int.MaxValue;

    private protected override void Begin()
    {
        if (ParameterSetName != JobSet)
        {
            JobHome.For(() => Storage, () =>
            {
                base.Begin();
                return true;
            });
        }
        else if (MyInvocation.BoundParameters.Keys.FirstOrDefault(IsOfCall) is { } parameter)
        {
            throw Refusals.ArgumentInvalid(
                $"-{parameter} and -Job exclude each other: give -{parameter} to New-AsyncJob, which makes the job.");
        }
    }

    private protected override void Process()
    {
        if (ParameterSetName == JobSet)
        {
            foreach (var job in Job)
            {
                _made++;
                _unsaved.Add(job.Draft is null ? throw InBatch(Refusals.JobSaved(job.Id)) : job);
            }
        }
        else
        {
            _batch.Add(Make());
        }

        if (_batch.Count + _unsaved.Count >= BatchSize)
        {
            Flush();
        }
    }

    private protected override void End() => Flush();

    private static bool IsOfCall(string parameter) => typeof(JobCallCmdlet).GetProperty(
        parameter, BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public) is not null;

    private NewJob Make()
    {
        try
        {
            _made++;
            return JobHome.For(() => Storage, NewJob);
        }
        catch (AsyncEngineException error)
        {
            throw InBatch(error);
        }
    }

    private AsyncEngineException InBatch(AsyncEngineException error) =>
        MyInvocation.ExpectingInput ? Refusals.InBatch(error, _made - 1) : error;

    private void Flush()
    {
        var count = _batch.Count + _unsaved.Count;
        if (count > 0 && ShouldProcess($"Queue '{Queue}'", count == 1 ? "Add a job" : $"Add {count} jobs"))
        {
            if (_unsaved.Count > 0)
            {
                Save();
            }
            else
            {
                WriteAdded(AddToStore(_batch));
            }
        }

        _batch.Clear();
        _unsaved.Clear();
    }

    private void Save()
    {
        var saving = new JobSaving(_unsaved, Storage);
        saving.Reserve(number => Await(token => Storage.Jobs.ReserveIdsAsync(number, token)));
        var (_, isVisible) = AddToStore([.. _unsaved.Select(saving.NewJobOf)]);
        var saved = saving.Done();
        if (isVisible)
        {
            Await(token => new JobReader(Storage, Clock).RefreshAsync(saved, token));
        }

        WriteObject(_unsaved, enumerateCollection: true);
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
            var record = JobPreview.Of(_batch[index], added.Ids[index], status, now);
            WriteObject(new Job(record, now, waitingFor: null) { Home = Storage.Location });
        }
    }
}
