using AsyncEngine.Calls;
using AsyncPS.Scripting.Isolation;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Scripting.Processes;

/// <summary>Runs calls in this process, or in a child process where their job or their agent says so.</summary>
internal sealed class IsolationRunner(ICallRunner here, ProcessPool pool) : ICallRunner
{
    private readonly object _gate = new();

    // Guarded by _gate.
    private CancellationTokenSource? _waiting;
    private ProcessCall? _call;
    private bool _wasAsked;
    private bool _isElsewhere;

    /// <inheritdoc/>
    public bool IsUsable => here.IsUsable;

    /// <inheritdoc/>
    public CallResult Run(ScriptInvocation invocation)
    {
        var choice = IsolationChoice.Of(invocation);
        return choice.Isolation == JobIsolation.Process ? RunElsewhere(invocation, choice.MaxMemory) : here.Run(invocation);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        lock (_gate)
        {
            if (_isElsewhere)
            {
                _wasAsked = true;
                _waiting?.Cancel();
                _call?.Stop();
                return;
            }
        }

        here.Stop();
    }

    /// <inheritdoc/>
    public void Abandon() => here.Abandon();

    private CallResult RunElsewhere(ScriptInvocation invocation, long? maxMemory)
    {
        using var waiting = new CancellationTokenSource();
        lock (_gate)
        {
            (_isElsewhere, _wasAsked, _waiting) = (true, false, waiting);
        }

        try
        {
            return RunInChild(invocation, maxMemory, waiting.Token);
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            return new CallResult { WasStopped = true };
        }
        catch (AsyncEngineException error)
        {
            return new CallResult { Error = ScriptErrors.Of(error) };
        }
        finally
        {
            lock (_gate)
            {
                (_isElsewhere, _waiting, _call) = (false, null, null);
            }
        }
    }

    private CallResult RunInChild(ScriptInvocation invocation, long? maxMemory, CancellationToken cancellationToken)
    {
        while (true)
        {
            var child = pool.Take(cancellationToken);
            var call = new ProcessCall(child, invocation, maxMemory, pool.Options);
            pool.Enter(call);
            try
            {
                // One that died while it had nothing to do takes no job with it.
                if (call.TryBegin())
                {
                    Follow(call);
                    return call.Follow();
                }
            }
            finally
            {
                pool.Leave(call);
                pool.Return(child, call.IsReusable);
            }
        }
    }

    private void Follow(ProcessCall call)
    {
        lock (_gate)
        {
            _call = call;
            if (_wasAsked)
            {
                call.Stop();
            }
        }
    }
}
