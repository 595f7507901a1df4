using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Get-Variable</c>.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : VariableCommandBase
{
    /// <summary>The names; wildcards allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Writes the values, not the variables.</summary>
    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteMatching(name);
            }
            else if (SessionState.PSVariable.Get(Qualified(name)) is { } variable)
            {
                Write(variable);
            }
            else
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Cannot find a variable with the name '{name}'."),
                    "VariableNotFound",
                    ErrorCategory.ObjectNotFound,
                    name));
            }
        }
    }

    private void WriteMatching(string pattern)
    {
        IEnumerable<PSVariable> variables = InvokeProvider.Item.Get("Variable:" + Qualified(pattern))
            .Select(item => item.BaseObject)
            .OfType<PSVariable>()
            .OrderBy(variable => variable.Name, StringComparer.CurrentCultureIgnoreCase);
        foreach (PSVariable variable in variables)
        {
            Write(variable);
        }
    }

    private void Write(PSVariable variable) => WriteObject(ValueOnly ? variable.Value : variable);
}
