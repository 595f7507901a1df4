namespace AsyncPS.Scripting.Streams;

/// <summary>
/// Puts what a run of a job has written in order: records where they stand, and output objects one by one at the places
/// where they were counted. Of a job that still runs, a record waits for the output before it.
/// </summary>
internal sealed class JobTranscript
{
    private readonly Queue<StreamRecord> _waiting = [];
    private readonly List<object?> _values = [];
    private bool _isWhole;
    private int _given;
    private int _givenOfNext;

    /// <summary>No more output comes: records need not wait for it.</summary>
    public void Release() => IsShort = true;

    /// <summary>Whether more output has come than can be had before the job has ended.</summary>
    public bool IsShort { get; private set; }

    /// <summary>All output is known: that of a job that has ended. What was given already is not given again.</summary>
    public void Complete(IReadOnlyList<object?> outputs)
    {
        _values.Clear();
        _values.AddRange(outputs);
        _isWhole = true;
    }

    /// <summary>The next recorded thing.</summary>
    public void Add(StreamRecord record)
    {
        if (record.Kind != StreamKind.Values)
        {
            _waiting.Enqueue(record);
        }
        else if (!_isWhole && record.Value is object?[] values)
        {
            _values.AddRange(values);
            IsShort |= values.Length == 0;
        }
    }

    /// <summary>What can be shown now. Of output, each object by itself.</summary>
    public IEnumerable<StreamRecord> Read()
    {
        while (_waiting.TryPeek(out var next))
        {
            if (next.Kind != StreamKind.Output)
            {
                yield return _waiting.Dequeue();
                continue;
            }

            var count = next.Value is int number ? number : 0;
            for (; _givenOfNext < count && _given < _values.Count; _givenOfNext++)
            {
                yield return next with { Value = _values[_given++] };
            }

            if (_givenOfNext < count && !_isWhole && !IsShort)
            {
                yield break;
            }

            _waiting.Dequeue();
            _givenOfNext = 0;
        }
    }

    /// <summary>The output that no record counts: what came last, and what could not be had before.</summary>
    public IEnumerable<StreamRecord> Rest(DateTimeOffset at)
    {
        while (_given < _values.Count)
        {
            yield return new StreamRecord(StreamKind.Output, at, _values[_given++]);
        }
    }
}
