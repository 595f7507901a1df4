using System.Management.Automation;
using AsyncPS.Scripting.Capture;

namespace Unit.Scripting;

/// <summary>Captures a script block as Add-AsyncJob does.</summary>
[Cmdlet(VerbsCommon.Get, "Capture")]
public sealed class CaptureCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    protected override void EndProcessing() => WriteObject(ScriptCapture.FromBlock(ScriptBlock, SessionState));
}
