using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Push-Location</c>.</summary>
[Cmdlet(VerbsCommon.Push, "Location")]
public sealed class PushLocationCommand : PSCmdlet
{
    /// <summary>The folder to go to; none stays.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string? Path { get; set; }

    /// <summary>The stack to remember the present location on.</summary>
    [Parameter]
    public string StackName { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        SessionState.Path.PushCurrentLocation(StackName);
        if (Path is not null)
        {
            SessionState.Path.SetLocation(Path);
        }
    }
}
