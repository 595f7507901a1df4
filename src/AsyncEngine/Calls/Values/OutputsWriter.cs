namespace AsyncEngine.Calls.Values;

/// <summary>Encodes what a call writes, as it writes it.</summary>
internal sealed class OutputsWriter
{
    private readonly ValueWriter _writer;

    internal OutputsWriter(IValueExtension extension)
    {
        _writer = new ValueWriter(extension);
        Reset();
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Where the next value will be: a mark for <see cref="Since"/>. Good until <see cref="Finish"/>.</summary>
    public int Position => _writer.Buffer.Length;

    /// <summary>Bytes that are taken at most; more is refused with <c>PayloadTooLarge</c>.</summary>
    public int Limit
    {
        get => _writer.Buffer.Limit;
        set => _writer.Buffer.Limit = value;
    }

    /// <summary>Adds a value, or throws and leaves those before as they are.</summary>
    public void Add(object? value)
    {
        var start = _writer.Buffer.Length;
        try
        {
            _writer.Write(value);
            Count++;
        }
        catch
        {
            _writer.Path.Clear();
            _writer.Buffer.Truncate(start);
            throw;
        }
    }

    /// <summary>A payload of the values from a mark on; the writer goes on.</summary>
    public Payload Since(int position)
    {
        var written = _writer.Buffer.Written;
        return new Payload((byte[])[ValueWriter.Format, (byte)ValueTag.Outputs, .. written[position..], (byte)ValueTag.End]);
    }

    /// <summary>The payload of all values; empty when there is none. The writer can be used anew.</summary>
    public Payload Finish()
    {
        if (Count == 0)
        {
            Reset();
            return Payload.Empty;
        }

        _writer.Tag(ValueTag.End);
        var payload = new Payload(_writer.Buffer.ToArray());
        Reset();
        return payload;
    }

    private void Reset()
    {
        Count = 0;
        _writer.Begin();
        _writer.Tag(ValueTag.Outputs);
    }
}
