using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unit.Dispatching;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLog : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, int Id)> _byCategory = new();

    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Entries { get; } = new();

    public int Count(int id) => Entries.Count(entry => entry.Id == id);

    /// <summary>What was logged in one category.</summary>
    public IEnumerable<int> IdsOf(string category) =>
        _byCategory.Where(entry => entry.Category == category).Select(entry => entry.Id);

    public ILogger CreateLogger(string categoryName) => new OfCategory(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

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
            all._byCategory.Enqueue((category, eventId.Id));
            all.Entries.Enqueue((logLevel, eventId.Id, formatter(state, exception)));
        }
    }
}
