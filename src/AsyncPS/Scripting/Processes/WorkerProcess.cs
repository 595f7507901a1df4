using System.Diagnostics;
using System.IO.Pipes;
using AsyncPS.Scripting.Processes.Wire;

namespace AsyncPS.Scripting.Processes;

/// <summary>One child process, seen from the dispatcher: started, handed calls one at a time, watched, killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // A process whose pipe is closed has died or is about to.
    private static readonly TimeSpan DyingBound = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Process _process;
    private readonly MessageStream _messages;
    private readonly LastWords _words;
    private readonly WindowsJob? _job;

    // Guarded by _gate.
    private WorkerProcessEnd _end;
    private bool _isDisposed;
    private int _calls;

    private WorkerProcess(Process process, WindowsJob? job, Stream pipe, LastWords words)
    {
        _process = process;
        _job = job;
        _words = words;
        _messages = new MessageStream(pipe);
        Id = process.Id;
    }

    public int Id { get; }

    /// <summary>The calls that it has had.</summary>
    public SentCalls Calls { get; } = new();

    /// <summary>When it was last put aside, in ticks of this machine's own clock.</summary>
    public long IdleSince { get; set; }

    /// <summary>The number of its next call.</summary>
    public int NextNumber() => Interlocked.Increment(ref _calls);

    /// <summary>Whether it can be handed a call.</summary>
    public bool IsAlive
    {
        get
        {
            lock (_gate)
            {
                return !_isDisposed && _end == WorkerProcessEnd.None && !_process.HasExited;
            }
        }
    }

    /// <summary>Why it was killed, if it was.</summary>
    public WorkerProcessEnd End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    /// <summary>What it wrote to standard error.</summary>
    public LastWords Words => _words;

    /// <summary>Starts one, and returns when it can run calls. JobProcessNotStarted; WorkerSetupFailed.</summary>
    public static async Task<WorkerProcess> StartAsync(
        WorkerCommand command,
        ProcessSurroundings surroundings,
        SetupMessage setup,
        TimeSpan limit,
        CancellationToken over)
    {
        var name = PipeName();
        var pipe = new NamedPipeServerStream(
            name,
            PipeDirection.InOut,
            1,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        WorkerProcess? child = null;
        try
        {
            var start = command.Start(name);
            surroundings.ApplyTo(start);
            if (!command.IsNamed)
            {
                ChildEnvironment.AddTo(start.Environment, name);
            }

            child = Launch(start, pipe);
            await using var killing = over.Register(() => child.Kill(WorkerProcessEnd.Dismissed)).ConfigureAwait(false);
            await child.ConnectAsync(pipe, limit).ConfigureAwait(false);
            Forget(name);
            await Task.Run(() => child.SetUp(setup, limit), CancellationToken.None).ConfigureAwait(false);
            return child;
        }
        catch (Exception error)
        {
            child?.Dispose();
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw error as AsyncEngineException ?? ProcessErrors.NotStarted(command.FileName, error.Message, error);
        }
    }

    /// <summary>Sends it a message. IOException: it is gone.</summary>
    public void Send(MessageWriter message) => _messages.Write(message);

    /// <summary>Asks whether it is there; false when that could not be asked.</summary>
    public bool TryPing()
    {
        try
        {
            return _messages.TryWrite(MessageKind.Ping);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Its next message; null when it is gone.</summary>
    public Message? Receive() => _messages.Read();

    /// <summary>How much memory it has with all that it started, in bytes.</summary>
    /// <param name="processes">Those of this machine; null when they are not known: then it is counted alone.</param>
    public long Memory(ProcessTable? processes) =>
        Math.Max(ProcessMemory.Of(_process), processes?.MemoryOf(Id, _job?.ProcessIds() ?? []) ?? 0);

    /// <summary>Kills it and all that it started.</summary>
    /// <param name="reason">Why; the first one holds.</param>
    public void Kill(WorkerProcessEnd reason)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _end = _end == WorkerProcessEnd.None ? reason : _end;
            KillTree();
        }
    }

    /// <summary>Waits until it has ended; its exit code, or null when it does not end.</summary>
    public int? WaitForExit()
    {
        try
        {
            var hasExited = _process.WaitForExit(DyingBound);
            _words.Settle();
            return hasExited ? _process.ExitCode : null;
        }
        catch (InvalidOperationException)
        {
            return null; // It was disposed meanwhile.
        }
    }

    /// <summary>Kills it, if it lives, and what it left behind.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _end = _end == WorkerProcessEnd.None ? WorkerProcessEnd.Dismissed : _end;
            KillTree();
            _isDisposed = true;
        }

        _messages.Dispose();
        LeftFiles.Remove(Id);
        _job?.Dispose();
        _process.Dispose();
    }

    // On Unix a pipe is a file: under a name of its own it can be removed as soon as both ends are there.
    private static string PipeName()
    {
        var name = $"AsyncPS-{Guid.NewGuid():N}";
        return OperatingSystem.IsWindows() ? name : Path.Combine(Path.GetTempPath(), name);
    }

    private static void Forget(string pipe)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(pipe);
        }
    }

    private static WorkerProcess Launch(ProcessStartInfo start, Stream pipe)
    {
        var process = Process.Start(start) ?? throw new IOException("The system started no process.");
        var job = WindowsJob.Around(process); // Before it is told anything, so that all that a job starts is in it.
        process.StandardInput.Close(); // A job that reads the console is at its end at once.
        var words = new LastWords();
        words.Read(process.StandardOutput, keeps: false);
        words.Read(process.StandardError, keeps: true);
        return new WorkerProcess(process, job, pipe, words);
    }

    private async Task ConnectAsync(NamedPipeServerStream pipe, TimeSpan limit)
    {
        using var giveUp = new CancellationTokenSource();
        var connected = pipe.WaitForConnectionAsync(giveUp.Token);
        var exited = _process.WaitForExitAsync(giveUp.Token);
        var late = Task.Delay(limit, TimeProvider.System, giveUp.Token);
        var first = await Task.WhenAny(connected, exited, late).ConfigureAwait(false);
        await giveUp.CancelAsync().ConfigureAwait(false);
        if (first != connected)
        {
            var why = first == exited
                ? $"it ended at once with {ExitText.Of(_process.ExitCode, OperatingSystem.IsWindows())}"
                : $"it did not come to its pipe within {limit}";
            throw new IOException(_words.ToString() is { Length: > 0 } words ? $"{why}. It wrote: {words}" : why);
        }

        await connected.ConfigureAwait(false);
    }

    private void SetUp(SetupMessage setup, TimeSpan limit)
    {
        using var late = TimeProvider.System.CreateTimer(
            _ => Kill(WorkerProcessEnd.NotAnswering), null, limit, Timeout.InfiniteTimeSpan);
        Send(setup.Encode());
        switch (Receive())
        {
            case { Kind: MessageKind.Ready }:
                break;
            case { Kind: MessageKind.NotReady } no:
                throw ProcessErrors.SetupFailed(no.Read().ReadString());
            default:
                throw new IOException($"it ended while it made itself ready. {_words}");
        }
    }

    private void KillTree()
    {
        if (_job?.TryTerminate() ?? false)
        {
            return;
        }

        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception
            or AggregateException or NotSupportedException)
        {
            // It ended meanwhile.
        }

        // What it started may have lost its parent and stayed: it is of the child's group.
        if (!OperatingSystem.IsWindows())
        {
            UnixProcess.KillGroup(Id);
        }
    }
}
