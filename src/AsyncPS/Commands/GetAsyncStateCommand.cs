using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>Gets states: named values in the store that jobs work on, one job at a time.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncState")]
[OutputType(typeof(State))]
public sealed class GetAsyncStateCommand : StateCmdlet
{
    /// <summary>Names of states, or patterns. All states without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        foreach (var state in Find(Name, withValues: true))
        {
            WriteObject(new State(state));
        }
    }
}
