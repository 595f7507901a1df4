using AsyncEngine.Calls.Methods;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>What the parts of one dispatcher share.</summary>
internal sealed class DispatcherCore
{
    public required AsyncStore Store { get; init; }

    public required DispatcherOptions Options { get; init; }

    public required Guid Uuid { get; init; }

    public required ILogger Log { get; init; }

    public required StoreLink Link { get; init; }

    public required OutputFlusher Flusher { get; init; }

    public required MethodRunner Methods { get; init; }

    public required DispatcherEvents Events { get; init; }

    public DispatcherCounters Counters { get; } = new();

    public PollHistory Polls { get; } = new();

    /// <summary>Rings whenever an agent has run out of work.</summary>
    public Bell Quiet { get; } = new();

    public TimeProvider Time => Store.Options.TimeProvider;

    public DateTimeOffset Now => Time.GetUtcNow();
}
