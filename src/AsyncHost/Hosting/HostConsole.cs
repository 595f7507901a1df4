namespace AsyncHost.Hosting;

/// <summary>The two output streams and the progress bars, kept apart on a terminal that they share.</summary>
internal sealed class HostConsole : IDisposable
{
    private const int WidthWithoutTerminal = 120;

    private readonly Lock _gate = new();
    private readonly HostStream _output = HostStream.Output;
    private readonly HostStream _error = HostStream.Error;
    private readonly ProgressDisplay? _progress;

    public HostConsole(TimeProvider time)
    {
        if (_output.IsTerminal && _error.IsTerminal && HostStream.TerminalTakesEscapes)
        {
            _progress = new ProgressDisplay(_error, _gate, () => Width, () => _output.AtLineStart, time);
        }
    }

    /// <summary>The width that output is laid out for.</summary>
    /// <value>The terminal's; when redirected <c>COLUMNS</c>, else 120.</value>
    public int Width => _output.IsTerminal ? TerminalWidth() : RedirectedWidth;

    public static int Height => !Console.IsOutputRedirected && Console.WindowHeight > 0 ? Console.WindowHeight : 50;

    public bool TakesColour => _output.TakesColour;

    private static int RedirectedWidth { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0
            ? columns
            : WidthWithoutTerminal;

    public void Write(string text) => WriteTo(_output, text);

    public void WriteError(string text) => WriteTo(_error, text);

    public void ShowProgress(long sourceId, System.Management.Automation.ProgressRecord record)
        => _progress?.Show(sourceId, record);

    public void EndProgress() => _progress?.Clear();

    public void Dispose() => _progress?.Dispose();

    private static int TerminalWidth() => Console.WindowWidth > 0 ? Console.WindowWidth : WidthWithoutTerminal;

    private void WriteTo(HostStream stream, string text)
    {
        lock (_gate)
        {
            _progress?.Hide();
            stream.Write(text);
        }
    }
}
