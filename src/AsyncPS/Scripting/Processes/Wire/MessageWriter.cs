using System.Buffers.Binary;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>Makes one message: its length, its kind, and what is written here.</summary>
internal sealed class MessageWriter : BinaryWriter
{
    public const int HeaderSize = sizeof(int) + sizeof(byte);

    private readonly MemoryStream _bytes;

    public MessageWriter(MessageKind kind)
        : this(new MemoryStream(512))
    {
        Write(0);
        Write((byte)kind);
    }

    private MessageWriter(MemoryStream bytes)
        : base(bytes) => _bytes = bytes;

    /// <summary>Bytes, with their number before them.</summary>
    public void WriteBytes(ReadOnlyMemory<byte> bytes)
    {
        Write7BitEncodedInt(bytes.Length);
        Write(bytes.Span);
    }

    /// <summary>Text or null.</summary>
    public void WriteText(string? text)
    {
        Write(text is not null);
        if (text is not null)
        {
            Write(text);
        }
    }

    /// <summary>A number or null.</summary>
    public void WriteNumber(long? number)
    {
        Write(number is not null);
        if (number is { } value)
        {
            Write(value);
        }
    }

    /// <summary>The whole message, header included.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Flush();
        var all = _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(all.Span, all.Length - HeaderSize);
        return all;
    }
}
