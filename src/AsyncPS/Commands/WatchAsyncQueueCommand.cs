using AsyncEngine.Storage;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Watching;

namespace AsyncPS.Commands;

/// <summary>Shows queues, running jobs, quotas and dispatchers in the terminal, again and again.</summary>
/// <remarks>
/// The board has a screen of its own: q, Escape or Ctrl+C ends it and gives the terminal back as it was. Where there is no
/// terminal, in a pipeline, and with -Once, each frame is written as lines of plain text. Nothing in the store changes.
/// </remarks>
[Cmdlet(VerbsCommon.Watch, "AsyncQueue", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(string))]
public sealed class WatchAsyncQueueCommand : StoreCmdlet
{
    private const string LiveSet = "Live";
    private const string OnceSet = "Once";
    private const int PlainWidth = 120;
    private const int PlainHeight = 200;

    // How soon a key or a new size of the window is noticed.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);
    private int _frames;

    /// <summary>Names of queues, or patterns. All queues without it.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Name { get; set; }

    /// <summary>
    /// How long a frame stays: a TimeSpan, a number of seconds, or text such as 500ms; at least 100 ms. One second without
    /// it.
    /// </summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Duration]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Ends after so many frames. Without it the board stays until it is left.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>Writes one frame as text, with no rates.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnceSet)]
    public SwitchParameter Once { get; set; }

    private bool IsLast => Once || _frames >= Count;

    private protected override void End()
    {
        var reader = new BoardReader(Storage, Clock, Choose) { Interval = Once ? null : RefreshInterval };
        if (Once || MyInvocation.PipelineLength > 1 || !BoardScreen.IsPossible(Host))
        {
            WriteFrames(reader);
        }
        else
        {
            ShowFrames(reader);
        }

        foreach (var missing in _missing)
        {
            WriteError(EngineErrors.ToRecord(Refusals.QueueNotFound(missing)));
        }
    }

    private void WriteFrames(BoardReader reader)
    {
        var painter = new BoardPainter(BoardInk.Plain, PlainWidth, PlainHeight);
        while (true)
        {
            WriteObject(painter.Paint(Await(reader.ReadAsync)), enumerateCollection: true);
            _frames++;
            if (IsLast)
            {
                return;
            }

            WriteObject("");
            Pause(Interval);
        }
    }

    private void ShowFrames(BoardReader reader)
    {
        var ink = IsPlain() ? BoardInk.Plain : BoardInk.Colours;
        using var screen = new BoardScreen(Host.UI);
        while (true)
        {
            var board = Await(reader.ReadAsync);
            var shownAt = TimeProvider.System.GetTimestamp();
            _frames++;
            var size = screen.Size;
            screen.Show(new BoardPainter(ink, size.Width, size.Height).Paint(board));
            while (TimeProvider.System.GetElapsedTime(shownAt) < Interval)
            {
                Pause(Glance);
                if (screen.WasLeft())
                {
                    return;
                }

                if (screen.Size != size)
                {
                    size = screen.Size;
                    screen.Show(new BoardPainter(ink, size.Width, size.Height).Paint(board));
                }
            }

            if (IsLast)
            {
                return;
            }
        }
    }

    private TimeSpan Interval => RefreshInterval > Glance ? RefreshInterval : Glance;

    private void Pause(TimeSpan time) => Await(token => Task.Delay(time, TimeProvider.System, token));

    private IReadOnlyList<QueueInfo> Choose(IReadOnlyList<QueueInfo> queues) =>
        NameSelection.Select(queues, Name, queue => queue.Name, missing => _missing.Add(missing));

    // As the session's other output: $PSStyle.OutputRendering, NO_COLOR.
    private bool IsPlain()
    {
        var style = GetVariableValue("PSStyle");
        return style is null
            || $"{PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value}" == "PlainText"
            || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
    }
}
