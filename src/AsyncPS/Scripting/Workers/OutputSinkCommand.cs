namespace AsyncPS.Scripting.Workers;

/// <summary>The end of the inner pipeline: takes a job's output.</summary>
[Cmdlet(VerbsCommunications.Write, "AsyncJobOutput")]
internal sealed class OutputSinkCommand : Cmdlet
{
    private readonly JobSink? _sink = JobSink.Current;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord() => _sink?.Output(InputObject);
}
