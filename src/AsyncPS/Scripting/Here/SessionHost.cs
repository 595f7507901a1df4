using System.Collections.Concurrent;
using System.Management.Automation.Host;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Scripting.Here;

/// <summary>Lets a dispatcher's worker run its script calls on the thread, and in the runspace, of a session.</summary>
internal sealed class SessionHost(PSHost host, int maxResultBytes) : IWorkerHost, ICallRunner, IDisposable
{
    // How long a call that the user has stopped waits to hear from the engine that its run is over.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    // A stop ends the script's own pipeline first, and tells the cmdlet then.
    private static readonly TimeSpan StopDelay = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<HereCall> _calls = [];
    private readonly SessionRunner _runner = new(host, maxResultBytes);

    /// <inheritdoc/>
    public int StackSize => 0;

    /// <inheritdoc/>
    public bool IsUsable => true;

    /// <inheritdoc/>
    public void Work(Func<ICallRunner, bool> serve)
    {
        while (!serve(this))
        {
        }
    }

    /// <inheritdoc/>
    public CallResult Run(ScriptInvocation invocation)
    {
        var call = new HereCall(invocation);
        _calls.Add(call);
        return call.Result.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Stop() => _runner.Stop();

    /// <inheritdoc/>
    public void Abandon()
    {
        // The session is the user's own.
    }

    /// <summary>Runs calls on the calling thread until the task is done.</summary>
    /// <param name="done">The end of the dispatcher.</param>
    /// <param name="stop">Cancelled when the user has stopped the pipeline: no more calls run then.</param>
    public void Serve(Task done, CancellationToken stop)
    {
        using var ended = new CancellationTokenSource();
        done.ContinueWith(_ => ended.Cancel(), TaskScheduler.Default);
        try
        {
            while (true)
            {
                var call = _calls.Take(ended.Token);
                call.End(stop.IsCancellationRequested ? Stopped(call.Invocation) : Run(call.Invocation, stop));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            done.GetAwaiter().GetResult();
        }
    }

    public void Dispose() => _calls.Dispose();

    private CallResult Run(ScriptInvocation invocation, CancellationToken stop)
    {
        var result = _runner.Run(invocation);
        var isStopped = stop.IsCancellationRequested
            || (result.Error?.ErrorId == ScriptEnding.PipelineStopped && stop.WaitHandle.WaitOne(StopDelay));
        return isStopped ? Stopped(invocation) : result;
    }

    // The run has to know that it is over, else the call would seem to have stopped itself.
    private static CallResult Stopped(ScriptInvocation invocation)
    {
        invocation.Context.CancellationToken.WaitHandle.WaitOne(StopPatience);
        return new CallResult { WasStopped = true };
    }
}
