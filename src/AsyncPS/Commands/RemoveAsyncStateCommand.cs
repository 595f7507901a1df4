using AsyncEngine.Storage;
using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>Removes states. Refused while an unfinished job names the state, unless -Force.</summary>
/// <remarks>Inside a running job the removal belongs to that job: it is made when the job succeeds.</remarks>
[Cmdlet(VerbsCommon.Remove, "AsyncState", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
public sealed class RemoveAsyncStateCommand : StateCmdlet
{
    private const string NameSet = "Name";
    private const string InputObjectSet = "InputObject";

    /// <summary>Names of states, or patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>States, as Get-AsyncState writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNullOrEmpty]
    public State[] InputObject { get; set; } = null!;

    /// <summary>
    /// Removes also what unfinished jobs name: a waiting job finds the state empty when it begins, a running one meets a
    /// conflict if it has changed it.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        string[] names = ParameterSetName == InputObjectSet
            ? [.. InputObject.Select(state => state.Name)]
            : [.. Find(Name, withValues: false).Select(state => state.Name)];
        foreach (var name in names)
        {
            if (ShouldProcess($"State '{name}'", "Remove state"))
            {
                Try(() => Change(new StateChange { Name = name, IsRemoval = true, Force = Force }));
            }
        }
    }
}
