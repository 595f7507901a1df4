using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace AsyncEngine.Calls.Values;

/// <summary>Bytes that grow. Numbers are little-endian; lengths are in seven-bit groups.</summary>
internal sealed class ByteBuffer
{
    private const int KeptCapacity = 64 * 1024;

    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    /// <summary>More bytes than this are refused with <c>PayloadTooLarge</c>.</summary>
    public int Limit { get; set; } = Array.MaxLength;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    /// <summary>Forgets what was written from a position on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Empties the buffer; a big one is given back to the runtime.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptCapacity)
        {
            _bytes = new byte[256];
        }
    }

    public void Byte(byte value)
    {
        if (Length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    /// <summary>A length or count.</summary>
    public void Count(int value) => VarUInt((uint)value);

    /// <summary>A signed number, short when it is near zero.</summary>
    public void VarInt(long value) => VarUInt(((ulong)value << 1) ^ (ulong)(value >> 63));

    public void VarUInt(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Text as UTF-8 if that is exact; false, with nothing written, if not.</summary>
    public bool TryExactText(string value)
    {
        var start = Length;
        var count = Encoding.UTF8.GetByteCount(value);
        Count(count);
        var status = Utf8.FromUtf16(value, Take(count), out _, out _, replaceInvalidSequences: false);
        if (status == System.Buffers.OperationStatus.Done)
        {
            return true;
        }

        Truncate(start);
        return false;
    }

    /// <summary>The UTF-16 units of a text.</summary>
    public void Units(string value)
    {
        Count(value.Length);
        Bytes(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    /// <summary>The memory of an array of primitives.</summary>
    public void Memory(Array value)
    {
        var size = Buffer.ByteLength(value);
        var start = Length;
        Take(size);
        Buffer.BlockCopy(value, 0, _bytes, start, size);
    }

    public Span<byte> Take(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Grow(size);
        }

        var span = _bytes.AsSpan(Length, size);
        Length += size;
        return span;
    }

    private void Grow(int size)
    {
        var needed = (long)Length + size;
        if (needed > Limit)
        {
            throw ValueErrors.TooLarge(Limit);
        }

        var capacity = Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength);
        Array.Resize(ref _bytes, (int)capacity);
    }
}
