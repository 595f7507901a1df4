using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>Gets jobs: by id, or all that match, oldest first. Rows are streamed, never loaded all at once.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncJob", DefaultParameterSetName = FilterSet)]
[OutputType(typeof(Job), typeof(JobMove))]
public sealed class GetAsyncJobCommand : StoreCmdlet
{
    private const string FilterSet = "Filter";
    private const string IdSet = "Id";
    private const string HistorySet = "History";
    private const string NextSet = "NextPending";
    private const string LastSet = "LastCompleted";

    /// <summary>Ids of jobs, or job objects: each is read anew.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = HistorySet)]
    [Alias("Job")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobCompleter))]
    public JobRef[] Id { get; set; } = null!;

    /// <summary>
    /// Writes what happened to each job instead of the job: every change of its status with time, dispatcher and reason.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = HistorySet)]
    public SwitchParameter History { get; set; }

    /// <summary>Names of jobs, or patterns.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Queues, or patterns.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>Only jobs in one of these statuses.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    public JobStatus[]? Status { get; set; }

    /// <summary>Only finished jobs with one of these outcomes.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    public JobOutcome[]? Outcome { get; set; }

    /// <summary>Only jobs with one of these tags.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Tag { get; set; }

    /// <summary>Only jobs under one of these quotas.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QuotaCompleter))]
    public string[]? Quota { get; set; }

    /// <summary>Only jobs whose call is like one of these patterns: a script's text, or type and method.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Call { get; set; }

    /// <summary>
    /// Only jobs that one of these agents has or had; names or patterns. Of pending jobs, asked for with -Status Pending
    /// or -NextPending: those that one of them could take.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>
    /// Only jobs that one of these dispatchers has or had; of pending jobs those that its agents could take, as with -Agent.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[]? Dispatcher { get; set; }

    /// <summary>
    /// Only jobs that were added at or after this moment. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>
    /// Only jobs that were added before this moment. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <summary>
    /// Only jobs that began at or after this moment. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? StartedAfter { get; set; }

    /// <summary>
    /// Only jobs that began before this moment. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? StartedBefore { get; set; }

    /// <summary>
    /// Only jobs that ended at or after this moment. Its callbacks may go on. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? EndedAfter { get; set; }

    /// <summary>
    /// Only jobs that ended before this moment. Its callbacks may go on. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? EndedBefore { get; set; }

    /// <summary>No more than so many jobs, from the oldest on.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Leaves out so many jobs: of the oldest, or with -Last of the newest.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>The newest so many jobs, still oldest first.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>
    /// The pending jobs that are offered next, so many of them, in that order: ready ones, then those whose time will come.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = NextSet)]
    [ValidateRange(1, 100_000)]
    public int NextPending { get; set; }

    /// <summary>The jobs that were completed last, so many of them, the newest first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
    [ValidateRange(1, 100_000)]
    public int LastCompleted { get; set; }

    /// <summary>
    /// Only jobs that were completed at or after this moment. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? CompletedAfter { get; set; }

    /// <summary>
    /// Only jobs that were completed before this moment. A time of day means today's; 1h30m means so long ago.
    /// </summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Moment(Ago = true)]
    public DateTimeOffset? CompletedBefore { get; set; }

    /// <summary>Callbacks too: they are jobs, but lists leave them out.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = NextSet)]
    [Parameter(ParameterSetName = LastSet)]
    public SwitchParameter IncludeCallback { get; set; }

    private JobReader Reader => new(Storage, Clock);

    private protected override void Process()
    {
        if (ParameterSetName == IdSet)
        {
            WriteById();
        }
        else if (ParameterSetName == HistorySet)
        {
            WriteHistories();
        }
        else if (WriteFound() == 0)
        {
            WriteUnknownNames();
        }
    }

    private long WriteFound() => ParameterSetName switch
    {
        NextSet => Write(ReadNext()),
        LastSet => Write(Await(
            token => Reader.ReadLastAsync(Filter(), CompletedAfter, CompletedBefore, LastCompleted, token))),
        _ => WriteMatches(),
    };

    // Agents asked for, and pending jobs among what is asked: whose they are only their filters know.
    private bool AsksWhoTakes =>
        (Agent is not null || Dispatcher is not null) &&
        (ParameterSetName == NextSet || (ParameterSetName == FilterSet && Status?.Contains(JobStatus.Pending) == true));

    // The store does not know filters: it is asked for more until enough of them are left.
    private IReadOnlyList<Job> ReadNext()
    {
        var takers = AsksWhoTakes ? Takers() : null;
        for (var asked = NextPending; ; asked *= 4)
        {
            var jobs = Await(token => Reader.ReadNextAsync(Filter(), asked, token));
            var kept = takers is null ? jobs : Await(token => takers.KeepAsync(jobs, token));
            if (takers is null || kept.Count >= NextPending || jobs.Count < asked || asked > int.MaxValue / 4)
            {
                return [.. kept.Take(NextPending)];
            }
        }
    }

    private AgentTakers Takers()
    {
        bool IsAsked(string? name) => Agent is null || (name is not null && NameSelection.IsAny(Agent, name));
        bool IsOf(Guid? uuid) => Dispatcher is null || Array.Exists(Dispatcher, each => each.Uuid == uuid);
        var living = Await(Storage.Dispatchers.ListAsync).Where(info => info.Alive && IsOf(info.Uuid));
        return new AgentTakers(
            Storage,
            [.. living.SelectMany(info => info.Agents).Where(agent => IsAsked(agent.Name))],
            job => IsAsked(job.Agent) && IsOf(job.Dispatcher));
    }

    private int Write(IReadOnlyList<Job> jobs)
    {
        WriteObject(jobs, enumerateCollection: true);
        return jobs.Count;
    }

    private void WriteById()
    {
        var here = KeepHere(Id);
        var jobs = Await(token => Reader.GetAsync([.. here.Select(reference => reference.Id)], token));
        for (var index = 0; index < jobs.Count; index++)
        {
            if (jobs[index] is { } job)
            {
                WriteObject(job);
            }
            else
            {
                WriteError(EngineErrors.ToRecord(Refusals.JobNotFound(here[index].Id)));
            }
        }
    }

    private void WriteHistories()
    {
        foreach (var reference in KeepHere(Id))
        {
            var moves = Await(token => Storage.Jobs.ReadHistoryAsync(reference.Id, token));
            if (moves is null)
            {
                WriteError(EngineErrors.ToRecord(Refusals.JobNotFound(reference.Id)));
                continue;
            }

            foreach (var move in moves)
            {
                WriteObject(new JobMove(reference.Id, move));
            }
        }
    }

    private long WriteMatches()
    {
        var takers = AsksWhoTakes ? Takers() : null;
        var stream = new JobStream(
            page => Await(token => Reader.ReadAsync(Filter(), page, token)),
            takers is null ? null : jobs => Await(token => takers.KeepAsync(jobs, token)));
        var jobs = Last is { } last ? stream.Newest(last, Skip) : stream.Oldest(Skip);
        var count = 0L;
        foreach (var job in First is { } first ? jobs.Take(first) : jobs)
        {
            WriteObject(job);
            count++;
        }

        return count;
    }

    // Nothing found: was there a queue or quota of that name at all? Asked only now, so that it costs nothing otherwise.
    private void WriteUnknownNames()
    {
        NameSelection.Select(
            Queue is null ? [] : Await(Storage.Queues.ListAsync),
            Queue,
            queue => queue.Name,
            name => WriteError(EngineErrors.ToRecord(Refusals.QueueNotFound(name))));
        NameSelection.Select(
            Quota is null ? [] : Await(token => Storage.Quotas.ListAsync(null, token)),
            Quota,
            quota => quota.Name,
            name => WriteError(EngineErrors.ToRecord(Refusals.QuotaNotFound(name, null))));
    }

    private JobFilter Filter() => new()
    {
        NameLike = Name,
        QueueLike = Queue,
        Statuses = Status is null ? null : Array.ConvertAll(Status, status => (Engine.JobStatus)status),
        Outcomes = Outcome is null ? null : Array.ConvertAll(Outcome, outcome => (Engine.JobOutcome)outcome),
        Tags = Tag,
        Quotas = Quota,
        CallLike = Call,
        AgentLike = AsksWhoTakes ? null : Agent,
        Dispatchers = Dispatcher is null || AsksWhoTakes ? null : Array.ConvertAll(Dispatcher, each => each.Uuid),
        CreatedAfter = CreatedAfter,
        CreatedBefore = CreatedBefore,
        StartedAfter = StartedAfter,
        StartedBefore = StartedBefore,
        EndedAfter = EndedAfter,
        EndedBefore = EndedBefore,
        CompletedAfter = CompletedAfter,
        CompletedBefore = CompletedBefore,
        IncludeCallbacks = IncludeCallback,
    };
}
