using System.Management.Automation;

namespace AsyncHost.Hosting;

/// <summary>Draws the running activities below the cursor and takes them away again.</summary>
/// <remarks>
/// The cursor always rests at the first cell of the bars, so any other text first erases to the end of the screen and is
/// then written where it would have been without bars.
/// </remarks>
internal sealed class ProgressDisplay : IDisposable
{
    private const int MostLines = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HostStream _stream;
    private readonly Lock _gate;
    private readonly Func<int> _width;
    private readonly Func<bool> _atLineStart;
    private readonly ITimer _timer;

    // All below only under the gate.
    private readonly List<(long Source, ProgressRecord Record)> _activities = [];
    private bool _waiting;
    private bool _visible;

    public ProgressDisplay(
        HostStream stream, Lock gate, Func<int> width, Func<bool> atLineStart, TimeProvider time)
    {
        _stream = stream;
        _gate = gate;
        _width = width;
        _atLineStart = atLineStart;
        _timer = time.CreateTimer(_ => Draw(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Show(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            Keep(sourceId, record);
            if (!_waiting)
            {
                _waiting = true;
                _timer.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Makes room for other text; the bars come back with the next draw. The caller holds the gate.</summary>
    public void Hide()
    {
        if (_visible)
        {
            _stream.WriteControl("\e[J");
            _visible = false;
            if (_activities.Count > 0 && !_waiting)
            {
                _waiting = true;
                _timer.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _activities.Clear();
            Hide();
        }
    }

    public void Dispose()
    {
        Clear();
        _timer.Dispose();
    }

    private void Keep(long sourceId, ProgressRecord record)
    {
        int known = _activities.FindIndex(a => a.Source == sourceId && a.Record.ActivityId == record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
        {
            _activities.RemoveAll(a => a.Source == sourceId
                && (a.Record.ActivityId == record.ActivityId || a.Record.ParentActivityId == record.ActivityId));
        }
        else if (known >= 0)
        {
            _activities[known] = (sourceId, record);
        }
        else
        {
            _activities.Insert(PlaceFor(sourceId, record), (sourceId, record));
        }
    }

    /// <summary>A child stands below its parent and the parent's earlier children.</summary>
    private int PlaceFor(long sourceId, ProgressRecord record)
    {
        int family = _activities.FindLastIndex(a => a.Source == sourceId && record.ParentActivityId >= 0
            && (a.Record.ActivityId == record.ParentActivityId
                || a.Record.ParentActivityId == record.ParentActivityId));
        return family < 0 ? _activities.Count : family + 1;
    }

    private void Draw()
    {
        lock (_gate)
        {
            _waiting = false;
            if (_activities.Count == 0)
            {
                Hide();
            }
            else if (_atLineStart())
            {
                string[] lines = [.. _activities.Take(MostLines).Select(a => ProgressLine.Render(a.Record, _width()))];
                _stream.WriteControl(
                    string.Concat(lines.Select(line => Coloured(line) + "\e[K\n")) + $"\e[J\e[{lines.Length}A");
                _visible = true;
            }
        }
    }

    private string Coloured(string line)
        => _stream.TakesColour ? PSStyle.Instance.Progress.Style + line + PSStyle.Instance.Reset : line;
}
