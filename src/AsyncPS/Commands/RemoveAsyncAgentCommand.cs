namespace AsyncPS.Commands;

/// <summary>Removes agents from their dispatchers. The dispatchers and their other agents go on.</summary>
[Cmdlet(VerbsCommon.Remove, "AsyncAgent", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
public sealed class RemoveAsyncAgentCommand : AgentChangeCmdlet
{
    /// <summary>Also agents that hold jobs: these go on to their end.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Action => "Remove agent";

    private protected override void Change(Agent agent) =>
        Await(token => Storage.Dispatchers.RemoveAgentAsync(agent.Id, Force, token));
}
