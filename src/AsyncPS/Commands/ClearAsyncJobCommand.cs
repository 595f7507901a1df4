using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>Removes all jobs that finished longer ago than a given time: retention by hand.</summary>
/// <remarks>Jobs that cannot be removed, because unfinished ones refer to them, stay.</remarks>
[Cmdlet(VerbsCommon.Clear, "AsyncJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class ClearAsyncJobCommand : StoreCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>How long ago a job must have finished: a TimeSpan, a number of seconds, or text such as 7d or 12h.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Duration]
    public TimeSpan OlderThan { get; set; }

    /// <summary>Only jobs of these queues; patterns are allowed. Queue objects can be piped.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    private protected override void Process() => _names.AddRange(Queue ?? []);

    private protected override void End()
    {
        // A pipeline that brought no queue does not mean all of them.
        var queues = IsOfSome ? FindQueues() : null;
        if (queues is { Count: 0 })
        {
            return;
        }

        var before = AsyncEngine.Scheduling.Moments.Before(Clock.GetUtcNow(), OlderThan);
        var where = queues is null ? "" : $" of {(queues.Count == 1 ? "queue" : "queues")} '{string.Join("', '", queues)}'";
        if (ShouldProcess($"All jobs{where} that finished before {before.LocalDateTime}", "Remove jobs"))
        {
            WriteVerbose($"{Clear(before, queues)} jobs were removed.");
        }
    }

    private bool IsOfSome => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Queue));

    private IReadOnlyList<string> FindQueues() => [.. NameSelection.Select(
        Await(Storage.Queues.ListAsync),
        _names,
        queue => queue.Name,
        missing => WriteError(EngineErrors.ToRecord(Refusals.QueueNotFound(missing)))).Select(queue => queue.Name)];

    private long Clear(DateTimeOffset before, IReadOnlyList<string>? queues)
    {
        // What finished before that moment was created before it.
        var filter = new JobFilter
        {
            QueueLike = queues?.Select(WildcardPattern.Escape).ToList(),
            Statuses = [Engine.JobStatus.Completed],
            CreatedBefore = before,
            IncludeCallbacks = true,
        };
        var removed = 0L;
        IReadOnlyList<JobRecord> page = [];
        do
        {
            var after = page.Count == 0 ? null : (long?)page[^1].Id;
            page = Await(token => Storage.Jobs.ReadAsync(filter, new JobPage(JobPage.NextSize, after), token));
            long[] old = [.. page.Where(job => job.CompletedAt < before).Select(job => job.Id)];
            foreach (var batch in old.Chunk(Retention.BatchSize))
            {
                var results = Await(token => Storage.Jobs.RemoveAsync(batch, token));
                removed += results.Count(result => result.Outcome == RemoveOutcome.Removed);
            }
        }
        while (page.Count == JobPage.NextSize);
        return removed;
    }
}
