using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>Gets agents: for which queue, how many jobs at once, with which filter, and which jobs they have.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncAgent")]
[OutputType(typeof(Agent))]
public sealed class GetAsyncAgentCommand : AgentCmdlet
{
    /// <summary>Names of agents, or patterns. All agents without it.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only agents of these queues; names or patterns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>Only agents of these dispatchers. Those of all active dispatchers without it.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[]? Dispatcher { get; set; }

    private protected override void Process()
    {
        foreach (var agent in Find(Name, Queue, Dispatcher))
        {
            WriteObject(agent);
        }
    }
}
