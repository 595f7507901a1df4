namespace AsyncPS.Scripting.Here;

/// <summary>Stands in a pipeline of the session's own, for what is done from within it.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AsyncHere")]
internal sealed class InvokeHereCommand : PSCmdlet
{
    /// <summary>What is done; set by the thread that starts the pipeline.</summary>
    [field: ThreadStatic]
    public static Action<PSCmdlet>? Action { get; set; }

    protected override void EndProcessing() => Action?.Invoke(this);
}
