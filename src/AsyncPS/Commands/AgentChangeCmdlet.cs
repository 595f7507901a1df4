using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that does one thing to each of the agents that were named or piped.</summary>
public abstract class AgentChangeCmdlet : AgentCmdlet
{
    private protected const string NameSet = "Name";
    private protected const string InputObjectSet = "InputObject";

    private protected AgentChangeCmdlet()
    {
    }

    /// <summary>Names of agents, or patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>Only agents of these queues; names or patterns.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>Only agents of these dispatchers. Those of all active dispatchers without it.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[]? Dispatcher { get; set; }

    /// <summary>Agents, as Get-AsyncAgent writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNullOrEmpty]
    public Agent[] InputObject { get; set; } = null!;

    /// <summary>What is done, in the user's words, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    private protected abstract void Change(Agent agent);

    private protected override void Process()
    {
        foreach (var agent in ParameterSetName == InputObjectSet ? InputObject : Find(Name, Queue, Dispatcher))
        {
            if (ShouldProcess($"{agent.Name} (queue {agent.Queue}, dispatcher {agent.Dispatcher})", Action))
            {
                Try(() => Change(agent));
                Tell(agent.Dispatcher);
            }
        }
    }
}
