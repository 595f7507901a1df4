using System.Diagnostics;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Processes.Wire;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Processes;

/// <summary>One call in one child: handed over, followed to its end on the worker's thread, watched from another.</summary>
internal sealed class ProcessCall(WorkerProcess child, ScriptInvocation invocation, long? maxMemory, ProcessPoolOptions options)
{
    private readonly object _gate = new();
    private long _heardAt = Stopwatch.GetTimestamp();
    private long _memory;
    private int _lent;
    private int _number;

    // Guarded by _gate.
    private ITimer? _patience;
    private bool _wasAsked;
    private bool _isOver;

    // The watch's own.
    private bool _wasPinged;

    /// <summary>Whether the child can be handed another call.</summary>
    public bool IsReusable { get; private set; }

    /// <summary>Hands the call over. False: the child was gone before.</summary>
    public bool TryBegin()
    {
        child.Words.Clear();
        try
        {
            _number = child.NextNumber();
            child.Send(RunMessage.Of(invocation, _number).Encode(child.Calls));
            return true;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Follows it to its end.</summary>
    public CallResult Follow()
    {
        using var stopping = invocation.Context.StoppingToken.Register(() => Task.Run(() => Tell(MessageKind.Stopping)));
        try
        {
            while (child.Receive() is { } message)
            {
                Volatile.Write(ref _heardAt, Stopwatch.GetTimestamp());
                if (Take(message) is { } ended)
                {
                    return ended;
                }
            }

            return Died();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Tells it to end; if it does not, its process is killed. From any thread, returns at once.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_wasAsked || _isOver)
            {
                return;
            }

            _wasAsked = true;
            _patience = TimeProvider.System.CreateTimer(
                _ => Kill(WorkerProcessEnd.Stopped), null, options.StopPatience, Timeout.InfiniteTimeSpan);
        }

        Task.Run(() => Tell(MessageKind.Stop));
    }

    /// <summary>Whether its memory is limited.</summary>
    public bool HasMemoryLimit => maxMemory is not null;

    /// <summary>Looks whether it is within its limits. Called now and then, by one thread at a time.</summary>
    /// <param name="processes">Those of this machine; null when they are not known just now.</param>
    public void Watch(ProcessTable? processes)
    {
        if (maxMemory is { } limit && child.Memory(processes) is var memory && memory > limit)
        {
            Volatile.Write(ref _memory, memory);
            Kill(WorkerProcessEnd.MemoryExceeded);
        }

        var silence = Stopwatch.GetElapsedTime(Volatile.Read(ref _heardAt));
        if (silence < options.PingAfter)
        {
            _wasPinged = false;
        }
        else if (!_wasPinged)
        {
            _wasPinged = true;
            child.TryPing();
        }
        else if (silence > options.PingAfter + options.AnswerLimit)
        {
            Kill(WorkerProcessEnd.NotAnswering);
        }
    }

    private CallResult? Take(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Output:
                // The child keeps the limit; what goes beyond it was forced there.
                if (!invocation.Context.Output.TryRecord(message.Body))
                {
                    invocation.Context.Output.TryRecord(message.Body, force: true);
                }

                return null;
            case MessageKind.Progress:
                invocation.Context.ReportProgress(WireJson.Read<Engine.JobProgress>(message.Read().ReadString()));
                return null;
            case MessageKind.Lend:
                Lend();
                return null;
            case MessageKind.TakeBack:
                TakeBack();
                return null;
            case MessageKind.Ended:
                return Ended(EndMessage.Decode(message.Read()));
            default:
                return null; // It answered.
        }
    }

    private CallResult Ended(EndMessage end)
    {
        end.Added?.GoTo(invocation.Context);
        IsReusable = !end.IsSpent;
        return end.Result;
    }

    private CallResult Died()
    {
        var exitCode = child.WaitForExit();
        bool wasAsked;
        lock (_gate)
        {
            wasAsked = _wasAsked;
        }

        return wasAsked ? new CallResult { WasStopped = true } : new CallResult
        {
            Error = ErrorOf(exitCode),
            ExitCode = child.End == WorkerProcessEnd.None ? exitCode : null,
        };
    }

    private Engine.JobError ErrorOf(int? exitCode)
    {
        var job = invocation.Context.JobId;
        return child.End switch
        {
            WorkerProcessEnd.MemoryExceeded =>
                ProcessErrors.MemoryExceeded(job, child.Id, Volatile.Read(ref _memory), maxMemory ?? 0),
            WorkerProcessEnd.NotAnswering =>
                ProcessErrors.NotAnswering(job, child.Id, options.PingAfter + options.AnswerLimit),
            _ => ProcessErrors.Died(job, child.Id, exitCode, child.Words.ToString()),
        };
    }

    private void Lend()
    {
        var isLent = invocation.Context.Lender?.TryLend() ?? false;
        _lent += isLent ? 1 : 0;
        var answer = new MessageWriter(MessageKind.Lent);
        answer.Write(isLent);
        try
        {
            child.Send(answer);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It died: the next read says so.
        }
    }

    private void TakeBack()
    {
        if (_lent > 0)
        {
            _lent--;
            invocation.Context.Lender?.TakeBack();
        }
    }

    private void Leave()
    {
        while (_lent > 0)
        {
            TakeBack();
        }

        lock (_gate)
        {
            _isOver = true;
            _patience?.Dispose();
        }
    }

    // Not a call that the same child got meanwhile.
    private void Kill(WorkerProcessEnd reason)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                child.Kill(reason);
            }
        }
    }

    private void Tell(MessageKind kind)
    {
        var message = new MessageWriter(kind);
        message.Write(_number);
        try
        {
            child.Send(message);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }
}
