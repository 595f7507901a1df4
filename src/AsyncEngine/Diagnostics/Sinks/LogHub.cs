using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>
/// A logger factory whose sinks come and go while its loggers live: a store is opened before anybody knows where its
/// dispatcher is to log to. Thread-safe. Without sinks it costs a look at an empty array.
/// </summary>
internal sealed class LogHub(TimeProvider time) : ILoggerFactory, ILogger
{
    private readonly object _gate = new();
    private volatile (ILogSink Sink, LogFilter Filter)[] _sinks = [];

    /// <summary>The one that all stores of a PowerShell process log to.</summary>
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

    public bool IsEnabled(LogLevel logLevel) => Array.Exists(_sinks, each => logLevel >= each.Filter.Minimum);

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
    }

    public void Dispose()
    {
    }

    private sealed class Membership(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
