namespace AsyncPS.Scripting.Workers;

/// <summary>Stays in the worker's pipeline and runs one job after the other.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AsyncWorker")]
internal sealed class ServeJobsCommand : PSCmdlet
{
    /// <summary>What it serves; set by the thread that starts the pipeline.</summary>
    [field: ThreadStatic]
    public static ScriptRunner? Runner { get; set; }

    protected override void EndProcessing() => Runner!.ServeIn(this);
}
