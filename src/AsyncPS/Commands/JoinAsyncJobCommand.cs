using AsyncEngine.Storage;
using AsyncPS.Commands.Calls;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Capture;
using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Commands;

/// <summary>Makes one job of several: it is finished when all of them are. Needs no worker itself.</summary>
/// <remarks>
/// The job is not saved: give it to Add-AsyncJob, or write it as the only output of a job. With -To, jobs are added to a
/// join that has not ended.
/// </remarks>
[Cmdlet(VerbsCommon.Join, "AsyncJob", SupportsShouldProcess = true, DefaultParameterSetName = NewSet)]
[OutputType(typeof(Job))]
public sealed class JoinAsyncJobCommand : StoreCmdlet
{
    private const string NewSet = "New";
    private const string ToSet = "To";

    private readonly List<JobRef> _parts = [];

    /// <summary>The jobs, in order: unsaved ones, saved ones, or ids of saved ones. None is no error.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public object[] Job { get; set; } = null!;

    /// <summary>One after the other: the next is put when the one before it is completed, callbacks included.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public SwitchParameter Serial { get; set; }

    /// <summary>
    /// A script that runs when all jobs are completed, with these jobs as one array. Its outcome becomes the join's.
    /// </summary>
    [Parameter(ParameterSetName = NewSet)]
    public ScriptBlock? Then { get; set; }

    /// <summary>A name to find the join by.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public string? Name { get; set; }

    /// <summary>The queue that the join belongs to, and -Then. Each job has its own. Default: default.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = "default";

    /// <summary>Words to find the join by.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>A script that runs when the join has succeeded, with its result as argument.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public ScriptBlock? OnSuccess { get; set; }

    /// <summary>A script that runs when the join has failed or was stopped, with the error as argument.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public ScriptBlock? OnFailure { get; set; }

    /// <summary>A script that runs whatever the outcome, with the result or the error as argument.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public ScriptBlock? OnCompleted { get; set; }

    /// <summary>A join that has not ended: the jobs are added to it, behind those that it has.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(JobCompleter))]
    public JobRef To { get; set; } = null!;

    private protected override void Process()
    {
        foreach (var part in Job.Select(JoinPart.Of))
        {
            if (!_parts.Exists(known => IsSame(known, part)))
            {
                _parts.Add(part);
            }
        }
    }

    private protected override void End()
    {
        if (ParameterSetName == ToSet)
        {
            AddParts();
        }
        else
        {
            WriteObject(new Job(new JobDraft(NewJoin(), _parts), Clock.GetUtcNow()));
        }
    }

    private static bool IsSame(JobRef one, JobRef other) =>
        one.Id > 0 ? one.Id == other.Id : ReferenceEquals(one.Job, other.Job);

    private NewJob NewJoin() => new()
    {
        Call = AsyncEngine.Storage.NewJoin.CallOf(Serial),
        Queue = Queue,
        Name = Name,
        Tags = Tag,
        Callbacks = CallbackSource.Of(OnSuccess, OnFailure, OnCompleted, SessionState),
        Join = new NewJoin { IsSerial = Serial, Then = Then is null ? null : NewThen(Then) },
    };

    private NewJob NewThen(ScriptBlock block)
    {
        var script = ScriptCapture.FromBlock(block, SessionState);
        return new NewJob
        {
            Call = script.Call,
            Arguments = new ScriptArguments { Using = script.Using }.Encode(),
            Queue = Queue,
        };
    }

    private void AddParts()
    {
        if (_parts.Count == 0 || !ShouldProcess($"Job {JobTitle.Of(To)}", $"Add {_parts.Count} jobs to the join"))
        {
            return;
        }

        JobHome.Require(To, Storage);
        var saving = new JobSaving([.. _parts.Select(part => part.Job).OfType<Job>()], Storage);
        saving.Reserve(count => Await(token => Storage.Jobs.ReserveIdsAsync(count, token)));
        LinkedJob[] links = [.. _parts.Select(saving.LinkOf)];
        var running = Engine.JobContext.CurrentIn(Storage);
        var ids = running is null
            ? Await(token => Storage.Jobs.AddPartsAsync(To.Id, links, token))
            : Await(token => running.AddPartsAsync(To.Id, links, token));
        saving.Done();
        JobRef[] parts = [.. _parts.Select((part, index) => new JobRef(ids[index], part.Job))];
        if (running is null)
        {
            WriteObject(Await(token => new JobReader(Storage, Clock).RefreshAsync(parts, token)), enumerateCollection: true);
            return;
        }

        // They exist when the running job has succeeded.
        WriteObject(parts.Select(part => part.Job).OfType<Job>(), enumerateCollection: true);
    }
}
