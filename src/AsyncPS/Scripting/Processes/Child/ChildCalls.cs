using System.Collections.Concurrent;
using AsyncEngine;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Processes.Wire;
using AsyncPS.Scripting.Workers;
using AsyncPS.Session;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>The calls of a child process: taken by the thread that reads the pipe, run by the job's thread.</summary>
/// <param name="messages">The way to the dispatcher.</param>
/// <param name="store">Where jobs find their store; null = there is none.</param>
internal sealed class ChildCalls(MessageStream messages, StoreAddress? store) : IDisposable
{
    // A child that is started for a job is handed it before that.
    private static readonly TimeSpan IdleBeforePreparation = TimeSpan.FromMilliseconds(25);

    private readonly object _gate = new();
    private readonly BlockingCollection<RunMessage> _waiting = [];
    private readonly SentCalls _calls = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExecutionContext? _clean = ExecutionContext.Capture();

    // Most jobs never ask for it, and opening it takes longer than they do.
    private readonly Lazy<StoreLease> _lease = new(() => StoreRegistry.Shared.Lease(
        store ?? throw new InvalidOperationException("This job has no store.")));

    // Guarded by _gate.
    private ChildCall? _current;
    private ICallRunner? _runner;
    private int _stopped;

    // The job's thread's own.
    private bool _hasRun;

    /// <summary>Takes what the dispatcher says.</summary>
    public void Take(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Run:
                _waiting.Add(RunMessage.Decode(message.Read(), _calls));
                break;
            case MessageKind.Stop:
                Stop(message.Read().ReadInt32());
                break;
            case MessageKind.Stopping:
                TellStopping();
                break;
            case MessageKind.Ping:
                messages.Write(MessageKind.Pong);
                break;
            case MessageKind.Lent:
                Current()?.Lent(message.Read().ReadBoolean());
                break;
        }
    }

    /// <summary>Runs calls one after the other until the runner is of no more use.</summary>
    public bool Serve(ICallRunner runner)
    {
        while (runner.IsUsable)
        {
            var isPrepared = _hasRun && IsComplete(runner);
            if (_waiting.TryTake(out var message, isPrepared ? Timeout.InfiniteTimeSpan : IdleBeforePreparation))
            {
                Run(message, runner);
            }
            else
            {
                Prepare(runner);
            }
        }

        return false;
    }

    /// <summary>Sends what the running job has written: it ends the process.</summary>
    public void Flush() => Current()?.Flush();

    public void Dispose()
    {
        _waiting.Dispose();
        _stopping.Dispose();
    }

    private static bool IsComplete(ICallRunner runner) => runner is not ScriptRunner { IsComplete: false };

    // One thing at a time: a call may have come meanwhile.
    private void Prepare(ICallRunner runner)
    {
        if (!IsComplete(runner))
        {
            ((ScriptRunner)runner).Complete();
        }
        else
        {
            Rehearse(runner);
        }
    }

    // Nothing of it is sent, and a stop that comes meanwhile is for the call that waits.
    private void Rehearse(ICallRunner runner)
    {
        using var nowhere = new MessageStream(Stream.Null);
        var call = new ChildCall(Rehearsal.Message(), nowhere, () => _lease.Value.Store, _stopping.Token);
        call.End(Run(call, runner), isSpent: false);
    }

    private void Run(RunMessage message, ICallRunner runner)
    {
        var call = new ChildCall(message, messages, () => _lease.Value.Store, _stopping.Token);
        var result = new CallResult { WasStopped = true };
        if (Enter(call, runner))
        {
            result = Run(call, runner);
        }

        Leave();
        call.End(result, isSpent: !runner.IsUsable || runner is ScriptRunner { NeedsNewProcess: true });
    }

    private CallResult Run(ChildCall call, ICallRunner runner)
    {
        _hasRun = true;
        if (_clean is null)
        {
            return runner.Run(call.Invocation);
        }

        CallResult? result = null;
        ExecutionContext.Run(_clean, _ => result = runner.Run(call.Invocation), null);
        return result!;
    }

    // False: it was stopped before it began.
    private bool Enter(ChildCall call, ICallRunner runner)
    {
        lock (_gate)
        {
            (_current, _runner) = (call, runner);
            return call.Number != _stopped;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            (_current, _runner) = (null, null);
        }
    }

    private ChildCall? Current()
    {
        lock (_gate)
        {
            return _current;
        }
    }

    // A dispatcher that has begun to stop goes on stopping: it holds for all calls that this process gets.
    private void TellStopping() => Task.Run(() =>
    {
        try
        {
            _stopping.Cancel();
        }
        catch (AggregateException)
        {
            // What jobs have registered failed.
        }
    });

    private void Stop(int number)
    {
        lock (_gate)
        {
            _stopped = number;
            if (_current is { } call && call.Number == number)
            {
                call.Cancel();
                _runner?.Stop();
            }
        }
    }
}
