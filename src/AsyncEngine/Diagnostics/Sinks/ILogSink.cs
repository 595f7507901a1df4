namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>Where log entries go. Thread-safe, and never throws: a log that cannot be written harms nothing else.</summary>
internal interface ILogSink
{
    void Write(LogEntry entry);
}
