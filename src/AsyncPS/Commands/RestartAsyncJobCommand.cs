using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>Runs finished jobs again, each as a new job of the same make.</summary>
/// <remarks>
/// The old job stays as it ended, with its result and streams; RestartOf of the new one names it. The new job has the
/// old one's call, arguments, queue, quotas, options, tags and callbacks, and begins at once unless told otherwise.
/// </remarks>
[Cmdlet(VerbsLifecycle.Restart, "AsyncJob", SupportsShouldProcess = true)]
[OutputType(typeof(Job))]
public sealed class RestartAsyncJobCommand : JobBatchCmdlet
{
    /// <summary>The earliest moment at which the new jobs may begin.</summary>
    [Parameter]
    [Moment(Ahead = true)]
    public DateTimeOffset? BeginAfter { get; set; }

    /// <summary>How long from now the new jobs may begin at the earliest.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Delay { get; set; }

    /// <summary>Leaves the callbacks out: only the work itself is done again.</summary>
    [Parameter]
    public SwitchParameter SkipCallback { get; set; }

    private protected override string Action => "Run job again";

    private protected override void Begin() => Refusals.ThrowIfTwoStarts(BeginAfter, Delay);

    private protected override void Change(IReadOnlyList<JobRef> jobs)
    {
        var how = new Restart(BeginAfter, Delay, WithCallbacks: !SkipCallback);
        var results = Await(token => Storage.Jobs.RestartAsync([.. jobs.Select(job => job.Id)], how, token));
        foreach (var refusal in results.Select(result => result.Refusal).OfType<AsyncEngineException>())
        {
            WriteError(EngineErrors.ToRecord(refusal));
        }

        WriteRefreshed([.. results.Where(result => result.Refusal is null).Select(result => new JobRef(result.Id))]);
    }
}
