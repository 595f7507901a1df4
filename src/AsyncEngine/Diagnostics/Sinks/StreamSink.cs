using System.Text;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>Writes entries to a stream, such as the standard error of a service. Thread-safe.</summary>
/// <param name="stream">Where to; not disposed here.</param>
/// <param name="format">The text of an entry.</param>
internal sealed class StreamSink(Stream stream, Func<LogEntry, string> format) : ILogSink
{
    private readonly object _gate = new();

    public void Write(LogEntry entry)
    {
        var bytes = Encoding.UTF8.GetBytes(format(entry));
        lock (_gate)
        {
            try
            {
                stream.Write(bytes);
                stream.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Nobody reads any more; there is no other place to say so.
            }
        }
    }
}
