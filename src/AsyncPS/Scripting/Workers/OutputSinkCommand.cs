namespace AsyncPS.Scripting.Workers;

/// <summary>The end of the inner pipeline: takes what jobs output.</summary>
[Cmdlet(VerbsCommunications.Write, "AsyncJobOutput")]
internal sealed class OutputSinkCommand : Cmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public JobSink Sink { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (JobPipeline.IsMark(InputObject))
        {
            WriteObject(InputObject); // The outer pipeline is flushed, too.
        }
        else
        {
            Sink.Output(InputObject);
        }
    }
}
