using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unit.Dispatching;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Entries { get; } = new();

    public int Count(int id) => Entries.Count(entry => entry.Id == id);

    /// <summary>What was logged in one category.</summary>
    public IEnumerable<int> IdsOf(string category) =>
        ByCategory.Where(entry => entry.Category == category).Select(entry => entry.Id);

    private ConcurrentQueue<(string Category, int Id)> ByCategory { get; } = new();

    public ILogger CreateLogger(string categoryName) => new OfCategory(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue((logLevel, eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }

    private sealed class OfCategory(RecordingLog all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            all.ByCategory.Enqueue((category, eventId.Id));
            all.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
