using AsyncEngine.Calls.Methods;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>What the parts of one dispatcher share.</summary>
#pragma warning disable CA1001 // The source has no timer, and jobs may hold its token for ever.
internal sealed class DispatcherCore
#pragma warning restore CA1001
{
    private static readonly TimeSpan HurriedGrace = TimeSpan.FromSeconds(1);

    private volatile bool _isHurried;

    public required AsyncStore Store { get; init; }

    public required DispatcherOptions Options { get; init; }

    public required Guid Uuid { get; init; }

    /// <summary>What people should see: starts and stops, failures, trouble (R228).</summary>
    public required ILogger Log { get; init; }

    /// <summary>What happens all the time: each poll that differs from the last one, each job (R228).</summary>
    public required ILogger Trace { get; init; }

    public required StoreLink Link { get; init; }

    public required OutputFlusher Flusher { get; init; }

    public required MethodRunner Methods { get; init; }

    public required DispatcherEvents Events { get; init; }

    public DispatcherCounters Counters { get; } = new();

    public PollHistory Polls { get; } = new();

    /// <summary>Rings whenever an agent has run out of work.</summary>
    public Bell Quiet { get; } = new();

    /// <summary>Cancelled when the dispatcher begins to stop: its jobs still have time then.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>How long a call has to end after it was told to. Shorter once somebody is in a hurry.</summary>
    public TimeSpan StopGrace => _isHurried && Options.StopGrace > HurriedGrace ? HurriedGrace : Options.StopGrace;

    public TimeProvider Time => Store.Options.TimeProvider;

    /// <summary>What a stop and the end of a call are waited for with.</summary>
    public TimeProvider RealTime => Testing.RealTime.Of(Time);

    public DateTimeOffset Now => Time.GetUtcNow();

    public void Hurry() => _isHurried = true;
}
