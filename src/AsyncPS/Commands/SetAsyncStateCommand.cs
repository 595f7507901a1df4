using AsyncEngine.Storage;
using AsyncPS.Completion;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Commands;

/// <summary>Writes a state, and creates it where there is none.</summary>
/// <remarks>
/// A job that works on the state meanwhile meets a conflict when it ends, and runs again with the new value. Inside a
/// running job the change belongs to that job: it is made when the job succeeds. The job's own state is changed by its
/// variable $AsyncState instead.
/// </remarks>
[Cmdlet(VerbsCommon.Set, "AsyncState", SupportsShouldProcess = true)]
[OutputType(typeof(State))]
public sealed class SetAsyncStateCommand : StateCmdlet
{
    /// <summary>Name of the state. No pattern: it may be new.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string Name { get; set; } = null!;

    /// <summary>The value. A table is what a job's $AsyncState is; $null makes the state as it is when it is new.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>
    /// Writes only if the state has this version; otherwise the error StateConflict. 0: only if there is no such state.
    /// </summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? Version { get; set; }

    /// <summary>Writes the state to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => Try(() =>
    {
        if (!ShouldProcess($"State '{Name}'", "Set state"))
        {
            return;
        }

        Change(new StateChange
        {
            Name = Name,
            Value = Value is null ? Payload.Empty : ScriptValues.Codec.Encode(Value),
            ExpectedVersion = Version,
        });
        if (PassThru && Await(token => Storage.States.ReadAsync(Name, token)) is { } state)
        {
            WriteObject(new State(state));
        }
    });
}
