using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Processes.Wire;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>One call in a child process: its job as it is seen from within, and what goes back of it.</summary>
#pragma warning disable CA1001 // The source has no timer, and threads of the job may hold its token for ever.
internal sealed class ChildCall : ISlotLender
#pragma warning restore CA1001
{
    // What a job that ends soon has written goes with its end.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly object _sending = new();
    private readonly MessageStream _messages;
    private readonly OutputRecorder _output;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly SemaphoreSlim _answered = new(0);
    private int _isSending;
    private volatile bool _isLent;

    /// <param name="message">What is to be run.</param>
    /// <param name="messages">The way to the dispatcher.</param>
    /// <param name="open">Opens the job's store.</param>
    /// <param name="stopping">Cancelled when the dispatcher begins to stop.</param>
    public ChildCall(RunMessage message, MessageStream messages, Func<AsyncStore> open, CancellationToken stopping)
    {
        Number = message.Number;
        _messages = messages;
        _output = new OutputRecorder(message.Key, message.StreamBytes, (_, isMuch) => SendSoon(isMuch));
        var context = new Engine.JobContext(_output, open)
        {
            JobId = message.Key.JobId,
            Name = message.Name,
            Queue = message.Queue,
            Attempt = message.Attempt,
            Dispatcher = message.Dispatcher,
            Agent = message.Agent,
            CancellationToken = _cancellation.Token,
            StoppingToken = stopping,
            Key = message.Key,
            Lender = this,
            State = message.State is { } state
                ? new Engine.JobState(state, message.StateVersion, message.StateValue, new StoreOptions())
                : null,
        };
        Invocation = new ScriptInvocation
        {
            Call = message.Call,
            Arguments = message.Arguments,
            Settings = message.Settings,
            Parent = message.Parent,
            Context = context,
        };
    }

    /// <summary>Which call of this process it is.</summary>
    public int Number { get; }

    public ScriptInvocation Invocation { get; }

    /// <summary>Tells the job's token that the job has to end.</summary>
    public void Cancel() => Task.Run(() =>
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // The job's own registrations failed.
        }
    });

    /// <inheritdoc/>
    public bool TryLend()
    {
        _messages.Write(MessageKind.Lend);
        _answered.Wait();
        return _isLent;
    }

    /// <inheritdoc/>
    public void TakeBack() => _messages.Write(MessageKind.TakeBack);

    /// <summary>The dispatcher's answer to <see cref="TryLend"/>.</summary>
    public void Lent(bool isLent)
    {
        _isLent = isLent;
        _answered.Release();
    }

    /// <summary>Sends what is left of its streams, and how it ended.</summary>
    public void End(CallResult result, bool isSpent)
    {
        Send();
        _messages.Write(new EndMessage(result, result.Succeeded ? Additions.Of(Invocation.Context) : null, isSpent).Encode());
    }

    /// <summary>Sends at once what it has written: the process is about to end.</summary>
    public void Flush() => Send();

    // While one flush is on its way the next one gathers: a flood of records is few messages.
    private void SendSoon(bool isMuch)
    {
        if (isMuch || Interlocked.Exchange(ref _isSending, 1) == 0)
        {
            _ = SendAsync(isMuch ? TimeSpan.Zero : Gathering);
        }
    }

    private async Task SendAsync(TimeSpan delay)
    {
        await Task.Delay(delay, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Volatile.Write(ref _isSending, 0);
        Send();
    }

    private void Send()
    {
        try
        {
            // What was taken first has to be sent first.
            lock (_sending)
            {
                if (_output.Take() is { } live)
                {
                    Send(live);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The dispatcher is gone, and this process is about to end.
        }
    }

    private void Send(LiveOutput live)
    {
        if (live.Chunks.Count > 0)
        {
            var message = new MessageWriter(MessageKind.Output);
            foreach (var chunk in live.Chunks)
            {
                message.Write(chunk.Span);
            }

            _messages.Write(message);
        }

        if (live.Progress is { } progress)
        {
            var message = new MessageWriter(MessageKind.Progress);
            message.Write(WireJson.Write(progress));
            _messages.Write(message);
        }
    }
}
