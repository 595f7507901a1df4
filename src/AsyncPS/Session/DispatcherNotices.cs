using AsyncEngine.Diagnostics.Sinks;

namespace AsyncPS.Session;

/// <summary>
/// What a dispatcher in this process has logged lately, and what of it its session has yet to be told: nobody stays with
/// a dispatcher in the background, so the next cmdlet of its session says what worries. Thread-safe.
/// </summary>
internal sealed class DispatcherNotices : IDisposable
{
    /// <summary>How many entries are kept.</summary>
    public const int Kept = 200;

    /// <summary>How many warnings one cmdlet says.</summary>
    public const int Said = 10;

    private readonly RecentLog _recent = new(Kept);
    private readonly LogQueue _untold = new(Said);
    private readonly IDisposable[] _memberships;

    /// <param name="store">What the dispatcher's store logs to by itself; null = nothing.</param>
    public DispatcherNotices(LogHub? store)
    {
        Hub = LogHub.Shared.MakeChild();
        LogHub[] heard = store is null ? [Hub] : [Hub, store];
        _memberships =
        [
            .. heard.Select(hub => hub.Add(_recent, LogFilter.From((int)LogLevel.Information))),
            .. heard.Select(hub => hub.Add(_untold, LogFilter.WithoutOutcomes((int)LogLevel.Warning))),
        ];
    }

    /// <summary>What the dispatcher logs to.</summary>
    public LogHub Hub { get; }

    /// <summary>The latest entries, the oldest first. The trace of jobs that go well is not among them.</summary>
    public IReadOnlyList<LogEntry> Recent => _recent.Read();

    /// <summary>The warnings that came since it was asked last, as text.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> said = [];
        while (_untold.TryTake(out var entry))
        {
            said.Add($"Dispatcher in the background: {LogLine.ForPipeline(entry)}");
        }

        if (_untold.TakeDropped() is > 0 and var more)
        {
            said.Add($"Dispatcher in the background: {more} more warnings; see (Get-AsyncDispatcher -Local).Log.");
        }

        return said;
    }

    public void Dispose() => Array.ForEach(_memberships, each => each.Dispose());
}
