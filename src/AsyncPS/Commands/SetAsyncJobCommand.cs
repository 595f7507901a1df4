using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>Changes pending jobs: when, where and in which order they run, and how they are found.</summary>
/// <remarks>
/// Each job is changed whole or not at all. Another priority or other quotas keep the moment from which a job waits;
/// another start time or queue puts it at the end of the line, or holds it until then.
/// </remarks>
[Cmdlet(VerbsCommon.Set, "AsyncJob", SupportsShouldProcess = true)]
[OutputType(typeof(Job))]
public sealed class SetAsyncJobCommand : JobBatchCmdlet
{
    /// <summary>Another name; an empty text takes the name away.</summary>
    [Parameter]
    [AllowEmptyString]
    [ValidateNotNull]
    public string? Name { get; set; }

    /// <summary>Another queue. The jobs go to the end of its line; their quotas must exist there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>The quotas that the jobs need from now on; an empty list for none.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(QuotaCompleter))]
    public string[]? Quota { get; set; }

    /// <summary>Jobs of higher priority go first.</summary>
    [Parameter]
    public int? Priority { get; set; }

    /// <summary>
    /// The earliest moment at which the jobs may begin: a DateTime, a DateTimeOffset, or text. A time of day that has
    /// passed today means tomorrow's. A moment in the past means at once.
    /// </summary>
    [Parameter]
    [Moment(Ahead = true)]
    public DateTimeOffset? BeginAfter { get; set; }

    /// <summary>How long from now the jobs may begin at the earliest; 0 lets held jobs begin at once.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Delay { get; set; }

    /// <summary>
    /// How long after its earliest moment a job may still begin; later it fails with JobExpired. $null takes the limit
    /// away.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan? BeginBy { get; set; }

    /// <summary>All tags that the jobs have from now on; an empty list for none.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Tag { get; set; }

    /// <summary>Writes the jobs to the pipeline as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Action => "Change job";

    private bool RemovesBeginBy => BeginBy is null && MyInvocation.BoundParameters.ContainsKey(nameof(BeginBy));

    private protected override void Begin()
    {
        Refusals.ThrowIfTwoStarts(BeginAfter, Delay);

        if ((Name ?? Queue ?? (object?)Quota ?? Priority ?? BeginAfter ?? Delay ?? BeginBy ?? (object?)Tag) is null
            && !RemovesBeginBy)
        {
            throw Refusals.ArgumentInvalid(
                "Say what is to change: -Name, -Queue, -Quota, -Priority, -BeginAfter, -Delay, -BeginBy or -Tag.");
        }
    }

    private protected override void Change(IReadOnlyList<JobRef> jobs)
    {
        var refusals = Await(token => Storage.Jobs.ChangeAsync([.. jobs.Select(ChangeOf)], token));
        foreach (var refusal in refusals.OfType<AsyncEngineException>())
        {
            WriteError(EngineErrors.ToRecord(refusal));
        }

        if (PassThru)
        {
            WriteRefreshed([.. jobs.Where((_, index) => refusals[index] is null)]);
        }
    }

    private JobChange ChangeOf(JobRef job) => new()
    {
        Id = job.Id,
        Name = Name,
        Queue = Queue,
        Quotas = Quota,
        Tags = Tag,
        Priority = Priority,
        BeginAfter = BeginAfter,
        Delay = Delay,
        BeginBy = BeginBy,
        RemovesBeginBy = RemovesBeginBy,
    };
}
