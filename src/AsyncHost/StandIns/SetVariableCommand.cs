using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Set-Variable</c>.</summary>
[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class SetVariableCommand : VariableCommandBase
{
    private readonly List<object?> _piped = [];
    private bool _valueIsArgument;

    /// <summary>The variables' names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>The value; several piped ones become an array.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; } = AutomationNull.Value;

    /// <summary>Whether the variable may change later, and who sees it.</summary>
    [Parameter]
    public ScopedItemOptions Option { get; set; }

    /// <summary>Changes a read-only variable, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the variable.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _valueIsArgument = MyInvocation.BoundParameters.ContainsKey(nameof(Value));
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!_valueIsArgument && Value != AutomationNull.Value)
        {
            _piped.Add(Value);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        object? value = (_valueIsArgument, _piped.Count) switch
        {
            (true, _) => Value,
            (_, 0) => null,
            (_, 1) => _piped[0],
            _ => _piped.ToArray(),
        };
        foreach (string name in Name.Where(name => ShouldProcess($"Name: {name} Value: {value}", "Set variable")))
        {
            Set(Qualified(name), value);
        }
    }

    private void Set(string name, object? value)
    {
        PSVariable? known = SessionState.PSVariable.Get(name);
        if (Force && known is not null && known.Options.HasFlag(ScopedItemOptions.ReadOnly))
        {
            known.Options &= ~ScopedItemOptions.ReadOnly;
        }

        SessionState.PSVariable.Set(name, value);
        PSVariable variable = SessionState.PSVariable.Get(name);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Option)))
        {
            variable.Options = Option;
        }

        if (PassThru)
        {
            WriteObject(variable);
        }
    }
}
