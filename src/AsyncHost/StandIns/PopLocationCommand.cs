using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Pop-Location</c>.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
public sealed class PopLocationCommand : PSCmdlet
{
    /// <summary>The stack that holds the location.</summary>
    [Parameter]
    public string StackName { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() => SessionState.Path.PopLocation(StackName);
}
