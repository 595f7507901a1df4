using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Write-Progress</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Progress")]
public sealed class WriteProgressCommand : PSCmdlet
{
    /// <summary>What is being done; only a completed record may leave it out.</summary>
    [Parameter(Position = 0)]
    public string Activity { get; set; } = "";

    /// <summary>How it stands.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Status { get; set; } = "Processing";

    /// <summary>Tells activities apart.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(0, int.MaxValue)]
    public int Id { get; set; }

    /// <summary>How far it is.</summary>
    /// <value>-1 shows no bar.</value>
    [Parameter]
    [ValidateRange(-1, 100)]
    public int PercentComplete { get; set; } = -1;

    /// <summary>How long it will still take.</summary>
    [Parameter]
    public int SecondsRemaining { get; set; } = -1;

    /// <summary>What it is at.</summary>
    [Parameter]
    public string? CurrentOperation { get; set; }

    /// <summary>The activity that this one is a part of.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int ParentId { get; set; } = -1;

    /// <summary>Takes the bar away.</summary>
    [Parameter]
    public SwitchParameter Completed { get; set; }

    /// <summary>Where the record comes from.</summary>
    [Parameter]
    public int SourceId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Activity.Length == 0 && !Completed)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("Missing value for mandatory parameter.", nameof(Activity)),
                "MissingActivity",
                ErrorCategory.InvalidArgument,
                Activity));
        }

        ProgressRecord record = Activity.Length == 0 ? new(Id) : new(Id, Activity, Status);
        record.ParentActivityId = ParentId;
        record.PercentComplete = PercentComplete;
        record.SecondsRemaining = SecondsRemaining;
        record.CurrentOperation = CurrentOperation;
        record.RecordType = Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing;

        CommandRuntime.WriteProgress(SourceId, record);
    }
}
