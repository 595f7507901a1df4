using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>
/// Measures queues: what they hold now, and for the last hour or another interval the rates, and how long jobs waited and
/// ran: the shortest, the longest, the mean and percentiles.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "AsyncQueue", DefaultParameterSetName = SinceSet)]
[OutputType(typeof(QueueStatistics))]
public sealed class MeasureAsyncQueueCommand : StoreCmdlet
{
    private const string SinceSet = "Since";
    private const string LastSet = "Last";

    /// <summary>Names of queues, or patterns. All queues without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Name { get; set; }

    /// <summary>
    /// The beginning of the interval. A time of day means today's; 1h30m means so long ago. Default: an hour before its end.
    /// </summary>
    [Parameter(ParameterSetName = SinceSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The end of the interval. A time of day means today's; 1h30m means so long ago. Default: now.</summary>
    [Parameter(ParameterSetName = SinceSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>The length of an interval that ends now: a TimeSpan, a number of seconds, or text such as 15m.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
    [Duration]
    public TimeSpan Last { get; set; }

    /// <summary>Only jobs of these names; patterns are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? JobName { get; set; }

    /// <summary>Only jobs whose call is like one of these patterns: a script's text, or type and method.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Call { get; set; }

    /// <summary>Only jobs with one of these tags.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Tag { get; set; }

    /// <summary>Only jobs that one of these agents has or had; names or patterns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Only jobs that one of these dispatchers has or had.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[]? Dispatcher { get; set; }

    private protected override void Process()
    {
        // Only existing queues are measured; a name of none is an error of its own.
        var names = NameSelection.Select(
            Await(Storage.Queues.ListAsync),
            Name,
            queue => queue.Name,
            missing => WriteError(EngineErrors.ToRecord(Refusals.QueueNotFound(missing))));
        if (names.Count == 0)
        {
            return;
        }

        var measure = new Measure
        {
            Jobs = new JobFilter
            {
                QueueLike = [.. names.Select(queue => Measure.PatternOf(queue.Name))],
                NameLike = JobName,
                CallLike = Call,
                Tags = Tag,
                AgentLike = Agent,
                Dispatchers = Dispatcher is null ? null : Array.ConvertAll(Dispatcher, each => each.Uuid),
            },
            Since = Since,
            Before = Before,
            Last = ParameterSetName == LastSet ? Last : null,
        };
        foreach (var queue in Await(token => Storage.Queues.MeasureAsync(measure, token)))
        {
            WriteObject(new QueueStatistics(queue));
        }
    }
}
