namespace AsyncPS.Scripting.Workers;

/// <summary>The end of the outer pipeline: takes the records of all other streams.</summary>
[Cmdlet(VerbsCommunications.Write, "AsyncJobRecord")]
internal sealed class RecordSinkCommand : Cmdlet
{
    private readonly JobSink? _sink = JobSink.Current;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord() => _sink?.Record(InputObject);
}
