using System.Runtime.ExceptionServices;
using AsyncEngine.Calls;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// Runs jobs inside one long-running pipeline of a worker's runspace, and ends with that pipeline: when a job was
/// stopped, or has done something that the runspace cannot be cleaned of.
/// </summary>
internal sealed class ScriptRunner : ICallRunner
{
    private readonly object _gate = new();
    private readonly WorkerRunspace _owner;
    private readonly PowerShell _pipeline;
    private readonly Func<ICallRunner, bool> _serve;
    private readonly JobSink _sink;
    private JobSession? _session;
    private bool _isRunning;
    private bool _isStopping;

    public ScriptRunner(WorkerRunspace owner, PowerShell pipeline, JobSink sink, Func<ICallRunner, bool> serve)
    {
        _owner = owner;
        _pipeline = pipeline;
        _serve = serve;
        _sink = sink;
    }

    /// <summary>Whether the session has all that a job can see.</summary>
    public bool IsComplete => _session?.IsComplete == true;

    /// <summary>What the worker's loop returned: whether the worker has to end.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What the worker's loop threw instead.</summary>
    public ExceptionDispatchInfo? Fault { get; private set; }

    /// <inheritdoc/>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Whether the last call left something that only the end of the process can clear away.</summary>
    public bool NeedsNewProcess => _session?.NeedsNewProcess == true;

    /// <summary>Runs the worker's loop in the cmdlet that stays in the pipeline.</summary>
    public void ServeIn(ServeJobsCommand command)
    {
        try
        {
            _session = _owner.Begin(command);
            HasEnded = _serve(this);
        }
        catch (Exception exception) // In a pipeline it would become one more record of the error stream.
        {
            Fault = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>
    /// Gives the session what was put off until a job asks for it. From within the worker's loop, between calls.
    /// <c>WorkerSetupFailed</c>.
    /// </summary>
    public void Complete() => _session!.Complete();

    /// <inheritdoc/>
    public void Stop()
    {
        lock (_gate)
        {
            if (!_isRunning || _isStopping)
            {
                return;
            }

            _isStopping = true;
        }

        new Thread(StopPipeline) { IsBackground = true, Name = "AsyncPS stop" }.UnsafeStart();
    }

    // BeginStop waits for the end of the job on a thread that holds up the end of the process.
    private void StopPipeline()
    {
        try
        {
            _pipeline.Stop();
        }
        catch (Exception) // It ended meanwhile: Stop has lost its own result then, and an exception here ends the process.
        {
        }
    }

    /// <inheritdoc/>
    public void Abandon() => _owner.Abandon();

    /// <inheritdoc/>
    public CallResult Run(ScriptInvocation invocation)
    {
        lock (_gate)
        {
            _isRunning = true;
        }

        var before = AsyncEngine.Calls.JobContext.Current;
        AsyncEngine.Calls.JobContext.Current = invocation.Context;
        _sink.Begin(invocation.Context.Output);
        var result = Finish(ScriptState.Seal(Attempt(invocation), invocation));
        AsyncEngine.Calls.JobContext.Current = before;
        return result;
    }

    // Its ids and those of its parts come from the store: nobody can have asked for them.
    private AsyncEngine.Storage.LinkedJob? ReturnedJob() => _sink.Returned?.Draft is { } draft
        ? AsyncEngine.Storage.LinkedJob.To(draft.ToNewJob(_ => 0))
        : null;

    private CallResult Attempt(ScriptInvocation invocation)
    {
        try
        {
            _session!.Run(invocation);
            return new CallResult();
        }
        catch (Exception exception) // Whatever a script does is its own result; the worker lives.
        {
            return ScriptEnding.Of(exception, _isStopping);
        }
    }

    private CallResult Finish(CallResult result)
    {
        bool wasStopped;
        lock (_gate)
        {
            _isRunning = false;
            wasStopped = _isStopping;
        }

        // A stop that came too late has still ended the pipeline.
        var isClean = _session!.Clean(isAlive: !wasStopped);
        IsUsable = isClean && !wasStopped;
        result = result with
        {
            Result = _sink.End(),
            Returned = result.Error is null && !result.WasStopped ? ReturnedJob() : null,
            HadErrors = _sink.HadErrors,
            ExitCode = result.ExitCode ?? _session.NativeExitCode,
        };
        return result.Error is null && !result.WasStopped && _sink.Fault is { } fault
            ? result with { Error = ScriptErrors.Of(fault) }
            : result;
    }
}
