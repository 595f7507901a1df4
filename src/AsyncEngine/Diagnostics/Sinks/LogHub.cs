using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>
/// A logger factory whose sinks come and go while its loggers live: a store is opened before anybody knows where its
/// dispatcher is to log to. Thread-safe. Without sinks it costs a look at an empty array.
/// </summary>
/// <param name="time">What says when something was logged.</param>
/// <param name="parent">Gets all that this one gets; null = none.</param>
internal sealed class LogHub(TimeProvider time, LogHub? parent = null) : ILoggerFactory, ILogger
{
    private readonly object _gate = new();
    private volatile (ILogSink Sink, LogFilter Filter)[] _sinks = [];

    /// <summary>The one that gets what all stores and dispatchers of a PowerShell process log.</summary>
    public static LogHub Shared { get; } = new(TimeProvider.System);

    /// <summary>Adds a sink until the result is disposed. The sink itself is not.</summary>
    public IDisposable Add(ILogSink sink, LogFilter filter)
    {
        var entry = (sink, filter);
        lock (_gate)
        {
            _sinks = [.. _sinks, entry];
        }

        return new Membership(() =>
        {
            lock (_gate)
            {
                _sinks = [.. _sinks.Where(each => each != entry)];
            }
        });
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Add a sink instead.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => 
        Array.Exists(_sinks, each => logLevel >= each.Filter.Minimum) || parent?.IsEnabled(logLevel) == true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        LogEntry? entry = null;
        foreach (var (sink, filter) in _sinks)
        {
            if (filter.Takes(logLevel, eventId.Id))
            {
                entry ??= new LogEntry(time.GetUtcNow(), logLevel, eventId.Id, formatter(state, exception), exception);
                sink.Write(entry.Value);
            }
        }

        parent?.Log(logLevel, eventId, state, exception, formatter);
    }

    /// <summary>One that passes on to this one what it gets.</summary>
    public LogHub MakeChild() => new(time, this);

    public void Dispose()
    {
    }

    private sealed class Membership(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
