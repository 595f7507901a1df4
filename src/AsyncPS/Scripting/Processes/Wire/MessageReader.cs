using System.Buffers.Binary;
using System.Text;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>Reads what a <see cref="MessageWriter"/> wrote. Bytes are not copied.</summary>
internal sealed class MessageReader(ReadOnlyMemory<byte> body)
{
    private ReadOnlyMemory<byte> _left = body;

    public bool ReadBoolean() => Take(1).Span[0] != 0;

    public byte ReadByte() => Take(1).Span[0];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)).Span);

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)).Span);

    public Guid ReadGuid() => new(Take(16).Span);

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes().Span);

    public string? ReadText() => ReadBoolean() ? ReadString() : null;

    public long? ReadNumber() => ReadBoolean() ? ReadInt64() : null;

    public ReadOnlyMemory<byte> ReadBytes() => Take(ReadLength());

    private int ReadLength()
    {
        var length = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = ReadByte();
            length |= (part & 0x7F) << shift;
            if ((part & 0x80) == 0)
            {
                return length;
            }
        }

        throw Broken();
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count < 0 || count > _left.Length)
        {
            throw Broken();
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    private static InvalidDataException Broken() => new("The message ends before what it says that it holds.");
}
