using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>One thing that was logged.</summary>
/// <param name="At">When.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="EventId">Its stable number; 0 = none.</param>
/// <param name="Message">What happened; may have several lines.</param>
/// <param name="Exception">What was thrown; null = nothing.</param>
internal readonly record struct LogEntry(
    DateTimeOffset At, LogLevel Level, int EventId, string Message, Exception? Exception = null)
{
    /// <summary>The level's number, 0 (trace) to 5 (critical), for callers that cannot name the type.</summary>
    public int Gravity => (int)Level;

    /// <summary>From a level's number, for callers that cannot name the type.</summary>
    public static LogEntry Of(DateTimeOffset at, int level, string message) => new(at, (LogLevel)level, 0, message);
}
