using System.Buffers.Binary;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>
/// Messages over a pipe, each with its length and kind before it. One thread reads; any thread writes, a message at a
/// time.
/// </summary>
internal sealed class MessageStream(Stream stream) : IDisposable
{
    /// <summary>No message is longer: what says so is none.</summary>
    private const int MaxLength = 1 << 30;

    private readonly object _writing = new();

    // The reader's own.
    private readonly byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;

    /// <summary>Sends a message, and waits until the pipe has taken it. IOException: nobody reads any more.</summary>
    public void Write(MessageWriter message) => Write(message.Finish());

    /// <summary>The same for one without anything but its kind.</summary>
    public void Write(MessageKind kind) => Write(new MessageWriter(kind));

    /// <summary>Sends a message unless somebody else sends just now.</summary>
    public bool TryWrite(MessageKind kind)
    {
        if (!Monitor.TryEnter(_writing))
        {
            return false;
        }

        try
        {
            Write(kind);
            return true;
        }
        finally
        {
            Monitor.Exit(_writing);
        }
    }

    /// <summary>The next message; null when there will be none, since the other side is gone.</summary>
    public Message? Read()
    {
        try
        {
            return TryFill(MessageWriter.HeaderSize) ? ReadBody() : null;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose() => stream.Dispose();

    private void Write(ReadOnlyMemory<byte> bytes)
    {
        lock (_writing)
        {
            stream.Write(bytes.Span);
        }
    }

    private Message? ReadBody()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        var kind = (MessageKind)_buffer[_start + sizeof(int)];
        _start += MessageWriter.HeaderSize;
        if (length is < 0 or > MaxLength)
        {
            throw new IOException($"This is no message: it says that it has {length} bytes.");
        }

        // A body is kept by whoever gets it: it has an array of its own.
        var body = new byte[length];
        var known = Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, known).CopyTo(body);
        _start += known;
        return TryReadTo(body.AsSpan(known)) ? new Message(kind, body) : null;
    }

    private bool TryReadTo(Span<byte> rest)
    {
        while (rest.Length > 0)
        {
            var count = stream.Read(rest);
            if (count == 0)
            {
                return false;
            }

            rest = rest[count..];
        }

        return true;
    }

    private bool TryFill(int wanted)
    {
        if (_end - _start < wanted)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end < wanted)
        {
            var count = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (count == 0)
            {
                return false;
            }

            _end += count;
        }

        return true;
    }
}
