using System.Buffers.Binary;
using AsyncPS.Scripting.Processes.Wire;
using Xunit;

namespace Unit.Scripting.Processes;

public sealed class MessageStreamTests
{
    [Fact]
    public void Read_GivesWhatWasWritten_WhenThePipeBreaksItIntoBytes()
    {
        var bytes = new MemoryStream();
        using (var writing = new MessageStream(bytes))
        {
            writing.Write(MessageKind.Ping);
            writing.Write(Long(200_000));
            writing.Write(Long(3));
        }

        using var reading = new MessageStream(new ByteByByte(bytes.ToArray()));
        Assert.Equal(MessageKind.Ping, reading.Read()!.Value.Kind);
        Assert.Equal(200_000, reading.Read()!.Value.Read().ReadBytes().Length);
        Assert.Equal(3, reading.Read()!.Value.Read().ReadBytes().Length);
        Assert.Null(reading.Read());
    }

    [Fact]
    public void Read_IsNull_WhenTheOtherSideEndsInAMessage()
    {
        var whole = Long(1_000).Finish();
        using var reading = new MessageStream(new MemoryStream(whole[..^1].ToArray()));
        Assert.Null(reading.Read());
    }

    [Fact]
    public void Read_IsNull_WhenALengthIsNone()
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, -5);
        using var reading = new MessageStream(new MemoryStream(bytes));
        Assert.Null(reading.Read());
    }

    [Fact]
    public void Reader_Refuses_WhatSaysThatItHasMoreThanThereIs()
    {
        var reader = new Message(MessageKind.Run, new byte[] { 200, 1, 0 }).Read();
        Assert.Throws<InvalidDataException>(() => reader.ReadBytes());
        Assert.Throws<InvalidDataException>(() => new MessageReader(new byte[3]).ReadInt32());
    }

    private static MessageWriter Long(int count)
    {
        var message = new MessageWriter(MessageKind.Output);
        message.WriteBytes(new byte[count]);
        return message;
    }

    /// <summary>A pipe that gives no more than a byte at once.</summary>
    private sealed class ByteByByte(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
