using System.Text;

namespace AsyncPS.Scripting.Processes;

/// <summary>
/// Reads what a child writes to its console, so that it never waits for a reader, and keeps the beginning of what it
/// wrote to standard error during one job: that is where a runtime says why it dies. Thread-safe.
/// </summary>
internal sealed class LastWords
{
    private const int Kept = 400;

    // What it started may hold its console open.
    private static readonly TimeSpan SettleBound = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly StringBuilder _text = new();
    private Thread? _reading;

    /// <summary>What was written, on one line; empty when nothing was.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join(
                " / ", _text.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>Another job begins.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _text.Clear();
        }
    }

    /// <summary>The child has ended: waits a moment for what is still on its way.</summary>
    public void Settle() => _reading?.Join(SettleBound);

    /// <summary>Reads to the end, on a thread that has nothing else to do.</summary>
    /// <param name="reader">What to read.</param>
    /// <param name="keeps">Whether it is kept.</param>
    public void Read(StreamReader reader, bool keeps)
    {
        var thread = new Thread(() => ReadToEnd(reader, keeps), 256 << 10) { IsBackground = true, Name = "AsyncPS console" };
        thread.UnsafeStart();
        _reading = keeps ? thread : _reading;
    }

    private void ReadToEnd(StreamReader reader, bool keeps)
    {
        var buffer = new char[4 << 10];
        try
        {
            while (reader.Read(buffer, 0, buffer.Length) is > 0 and var count)
            {
                if (keeps)
                {
                    Keep(buffer, count);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The child is gone.
        }
    }

    private void Keep(char[] buffer, int count)
    {
        lock (_gate)
        {
            _text.Append(buffer, 0, Math.Min(count, Kept - _text.Length));
        }
    }
}
