using System.Buffers.Binary;

namespace AsyncPS.Scripting.Streams;

/// <summary>
/// Writes and reads recorded streams: each record is its length, kind, time and payload, so that chunks can be joined
/// and a reader can skip what it does not know.
/// </summary>
internal static class StreamRecordCodec
{
    private const int HeaderSize = sizeof(int) + sizeof(byte) + sizeof(long);

    /// <summary>One whole record.</summary>
    public static byte[] Encode(StreamKind kind, DateTimeOffset at, Payload payload)
    {
        var bytes = new byte[HeaderSize + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, payload.Length);
        bytes[sizeof(int)] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(int) + 1), at.UtcTicks);
        payload.Bytes.Span.CopyTo(bytes.AsSpan(HeaderSize));
        return bytes;
    }

    /// <summary>The records of a chunk, in order.</summary>
    public static IEnumerable<StreamRecord> Decode(ReadOnlyMemory<byte> chunk)
    {
        while (chunk.Length >= HeaderSize)
        {
            var (size, kind, at) = ReadHeader(chunk.Span);
            if (size < 0 || size > chunk.Length - HeaderSize)
            {
                yield break;
            }

            var payload = new Payload(chunk.Slice(HeaderSize, size));
            chunk = chunk[(HeaderSize + size)..];
            if (Enum.IsDefined(kind))
            {
                yield return new StreamRecord(kind, at, StreamPayload.Read(kind, at, payload));
            }
        }
    }

    private static (int Size, StreamKind Kind, DateTimeOffset At) ReadHeader(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadInt32LittleEndian(bytes),
        (StreamKind)bytes[sizeof(int)],
        new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes[(sizeof(int) + 1)..]), TimeSpan.Zero));
}
