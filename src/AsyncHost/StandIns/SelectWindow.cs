using System.Management.Automation;

namespace AsyncHost.StandIns;

/// <summary>Which objects of a stream <c>-First</c>, <c>-Last</c>, <c>-Skip</c> and <c>-SkipLast</c> let through.</summary>
/// <remarks><c>-Skip</c> counts from the end when only <c>-Last</c> is given, else from the start.</remarks>
internal sealed class SelectWindow
{
    private readonly bool _limited;
    private readonly int _first;
    private readonly int _last;
    private readonly int _skipAtEnd;
    private readonly Queue<PSObject> _held = new();
    private int _toSkip;
    private int _passed;

    public SelectWindow(int? first, int? last, int skip, int skipLast)
    {
        _limited = first is not null || last is not null;
        _first = first ?? 0;
        _last = last ?? 0;
        bool onlyLast = _last > 0 && _first == 0;
        _skipAtEnd = onlyLast ? skip : skipLast;
        _toSkip = onlyLast ? 0 : skip;
    }

    /// <value>True when no later object can pass.</value>
    public bool IsDone => _first > 0 && _last == 0 && _passed >= _first;

    /// <summary>Takes the next object and gives the one that passes now, if any.</summary>
    public PSObject? Next(PSObject value)
    {
        if (_toSkip > 0)
        {
            _toSkip--;
            return null;
        }

        if (!_limited)
        {
            _held.Enqueue(value);
            return _held.Count > _skipAtEnd ? _held.Dequeue() : null;
        }

        if (_passed < _first)
        {
            _passed++;
            return value;
        }

        Hold(value);
        return null;
    }

    /// <summary>The objects that pass once the stream has ended.</summary>
    public IEnumerable<PSObject> Rest() => _limited ? _held.SkipLast(_skipAtEnd) : [];

    private void Hold(PSObject value)
    {
        if (_last > 0)
        {
            _held.Enqueue(value);
            if (_held.Count > _last + _skipAtEnd)
            {
                _held.Dequeue();
            }
        }
    }
}
