using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Scripting.Judging;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Gives a dispatcher that runs one more agent: another queue, or other jobs of a queue that it serves.</summary>
[Cmdlet(VerbsCommon.New, "AsyncAgent", SupportsShouldProcess = true)]
[OutputType(typeof(Agent))]
public sealed class NewAsyncAgentCommand : AgentCmdlet
{
    /// <summary>The agent's name, unique within its dispatcher and queue. Case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <summary>The dispatchers that get the agent. Default: the one of this session.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[]? Dispatcher { get; set; }

    /// <summary>The queue that it takes jobs from. Default: default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = "default";

    /// <summary>How many jobs it runs at once. 0 = none until it is changed. Default: 3.</summary>
    [Parameter]
    [ValidateRange(0, 1_000)]
    public int Size { get; set; } = 3;

    /// <summary>Says of a job, which it gets as $_ and as first argument, whether the agent takes it. Default: all.</summary>
    [Parameter]
    public ScriptBlock? Filter { get; set; }

    /// <summary>
    /// Ranks the jobs that the agent takes, higher first: a script that gets a job as $_, or the name of a job's
    /// property. Default: the order of the queue.
    /// </summary>
    [Parameter]
    public object? Preference { get; set; }

    /// <summary>
    /// How far scripts are kept apart that do not say it themselves: Shared, Fresh or Process. Default: Shared.
    /// </summary>
    [Parameter]
    public JobIsolation? Isolation { get; set; }

    /// <summary>
    /// How many bytes the process of a job may have, with what it started, that does not say it itself; what has more is
    /// killed, and its job fails with JobMemoryExceeded. Means -Isolation Process. Default: no limit.
    /// </summary>
    [Parameter]
    [ValidateRange(IsolationParameters.LeastMemory, long.MaxValue)]
    public long? MaxMemory { get; set; }

    private protected override void Process()
    {
        var agent = new AgentIdentity(Name, Queue, Size)
        {
            Rules = new AgentRules(FilterScript.OfFilter(Filter), FilterScript.OfPreference(Preference)),
            Runner = IsolationParameters.ToRunner(Isolation, MaxMemory),
        };
        foreach (var dispatcher in Dispatcher?.Select(each => each.Uuid) ?? [Own()])
        {
            if (ShouldProcess($"{Name} (queue {Queue}, dispatcher {dispatcher})", $"Create agent of size {Size}"))
            {
                Try(() => Create(dispatcher, agent));
            }
        }
    }

    private void Create(Guid dispatcher, AgentIdentity agent)
    {
        Await(token => Storage.Dispatchers.AddAgentAsync(dispatcher, agent, token));
        Tell(dispatcher);
        WriteObject(Find([WildcardPattern.Escape(Name)], [WildcardPattern.Escape(Queue)], [new DispatcherRef(dispatcher)])
            .Single());
    }

    private Guid Own() =>
        (LocalDispatchers.Shared.Find(Sessions.Current, Storage) ?? throw Refusals.NoDispatcher()).Dispatcher.Uuid;
}
