using AsyncEngine.Diagnostics.Sinks;

namespace AsyncPS;

/// <summary>Something that a dispatcher of this process has logged.</summary>
public sealed class LogRecord
{
    internal LogRecord(LogEntry entry)
    {
        At = entry.At.ToLocalTime();
        Level = (LogLevel)entry.Gravity;
        EventId = entry.EventId;
        Message = entry.Message;
        Exception = entry.Exception;
    }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How grave it is.</summary>
    public LogLevel Level { get; }

    /// <summary>Its number, which does not change: compare it, not the text. 0 = none.</summary>
    public int EventId { get; }

    /// <summary>What happened.</summary>
    public string Message { get; }

    /// <summary>What was thrown; empty when nothing was.</summary>
    public Exception? Exception { get; }

    /// <summary>Level, number and the first line of the text.</summary>
    public override string ToString() => $"{Level} [{EventId}] {Message.ReplaceLineEndings("\n").Split('\n', 2)[0]}";
}
