namespace AsyncPS.Scripting.Workers;

/// <summary>The end of the outer pipeline: takes the records of all other streams.</summary>
[Cmdlet(VerbsCommunications.Write, "AsyncJobRecord")]
internal sealed class RecordSinkCommand : Cmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public JobSink Sink { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (!JobPipeline.IsMark(InputObject))
        {
            Sink.Record(InputObject);
        }
    }
}
