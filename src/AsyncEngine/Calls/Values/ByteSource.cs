using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AsyncEngine.Calls.Values;

/// <summary>Reads what <see cref="ByteBuffer"/> wrote, and never past its end.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A length or count; each counted thing takes a byte at least, so damage cannot ask for much memory.</summary>
    public int Count()
    {
        var count = VarUInt();
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : throw ValueErrors.Damaged(Position);
    }

    public long VarInt()
    {
        var value = VarUInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong VarUInt()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw ValueErrors.Damaged(Position);
    }

    public string Utf8() => Encoding.UTF8.GetString(Take(Count()));

    public string Units()
    {
        var count = Count();
        return new string(MemoryMarshal.Cast<byte, char>(Take(checked(count * 2))));
    }

    public ReadOnlySpan<byte> Take(int size)
    {
        if (_bytes.Length - Position < size)
        {
            throw ValueErrors.Damaged(Position);
        }

        var span = _bytes.Slice(Position, size);
        Position += size;
        return span;
    }
}
