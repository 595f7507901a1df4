using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Get-Location</c>.</summary>
[Cmdlet(VerbsCommon.Get, "Location")]
[OutputType(typeof(PathInfo))]
public sealed class GetLocationCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject(SessionState.Path.CurrentLocation);
}
