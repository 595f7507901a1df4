using System.Numerics;

namespace AsyncEngine.Calls.Values;

/// <summary>Reads what <see cref="ScalarWriter"/> wrote.</summary>
internal static class ScalarReader
{
    public static object? Read(ValueTag tag, ref ByteSource source, IValueExtension extension) => tag switch
    {
        ValueTag.Int32 => (int)source.VarInt(),
        ValueTag.String or ValueTag.WideString => Text(tag, ref source),
        ValueTag.True => true,
        ValueTag.False => false,
        ValueTag.Int64 => source.VarInt(),
        ValueTag.Double => BitConverter.Int64BitsToDouble(source.Int64()),
        ValueTag.DateTime => ReadDateTime(ref source),
        ValueTag.Enum => ReadEnum(ref source, extension),
        ValueTag.Int16 => (short)source.VarInt(),
        ValueTag.SByte => (sbyte)source.VarInt(),
        ValueTag.Byte => (byte)source.VarUInt(),
        ValueTag.UInt16 => (ushort)source.VarUInt(),
        ValueTag.UInt32 => (uint)source.VarUInt(),
        ValueTag.UInt64 => source.VarUInt(),
        ValueTag.Char => (char)source.VarUInt(),
        ValueTag.Single => BitConverter.Int32BitsToSingle(source.Int32()),
        ValueTag.Decimal => ReadDecimal(ref source),
        _ => ReadOther(tag, ref source),
    };

    public static string Text(ValueTag tag, ref ByteSource source) => tag switch
    {
        ValueTag.String => source.Utf8(),
        ValueTag.WideString => source.Units(),
        _ => throw ValueErrors.Damaged(source.Position),
    };

    private static object ReadOther(ValueTag tag, ref ByteSource source) => tag switch
    {
        ValueTag.DateTimeOffset => ReadDateTimeOffset(ref source),
        ValueTag.TimeSpan => new TimeSpan(source.VarInt()),
        ValueTag.DateOnly => DateOnly.FromDayNumber((int)source.VarInt()),
        ValueTag.TimeOnly => new TimeOnly(source.VarInt()),
        ValueTag.Guid => new Guid(source.Take(16)),
        ValueTag.Uri => new Uri(NextText(ref source), UriKind.RelativeOrAbsolute),
        ValueTag.Version => Version.Parse(NextText(ref source)),
        ValueTag.File => new FileInfo(NextText(ref source)),
        ValueTag.Directory => new DirectoryInfo(NextText(ref source)),
        ValueTag.DBNull => DBNull.Value,
        _ => ReadRareNumber(tag, ref source),
    };

    private static object ReadRareNumber(ValueTag tag, ref ByteSource source) => tag switch
    {
        ValueTag.BigInteger => new BigInteger(source.Take(source.Count())),
        ValueTag.Half => BitConverter.UInt16BitsToHalf(source.UInt16()),
        ValueTag.Int128 => (Int128)ReadUInt128(ref source),
        ValueTag.UInt128 => ReadUInt128(ref source),
        ValueTag.IntPtr => (nint)source.VarInt(),
        ValueTag.UIntPtr => (nuint)source.VarUInt(),
        _ => throw ValueErrors.Damaged(source.Position),
    };

    private static string NextText(ref ByteSource source) => Text((ValueTag)source.Byte(), ref source);

    private static UInt128 ReadUInt128(ref ByteSource source)
    {
        var lower = (ulong)source.Int64();
        return new UInt128((ulong)source.Int64(), lower);
    }

    private static decimal ReadDecimal(ref ByteSource source)
    {
        Span<int> bits = [source.Int32(), source.Int32(), source.Int32(), source.Int32()];
        return new decimal(bits);
    }

    private static DateTime ReadDateTime(ref ByteSource source)
    {
        var kind = (DateTimeKind)source.Byte();
        var value = new DateTime(source.Int64(), kind);
        if (kind != DateTimeKind.Local)
        {
            return value;
        }

        // Elsewhere, or in the hour that a clock goes through twice, the moment counts.
        var offset = new TimeSpan(source.VarInt());
        return TimeZoneInfo.Local.GetUtcOffset(value) == offset
            ? value
            : new DateTime(value.Ticks - offset.Ticks, DateTimeKind.Utc).ToLocalTime();
    }

    private static DateTimeOffset ReadDateTimeOffset(ref ByteSource source)
    {
        var ticks = source.Int64();
        return new DateTimeOffset(ticks, new TimeSpan(source.VarInt()));
    }

    private static object? ReadEnum(ref ByteSource source, IValueExtension extension)
    {
        var typeName = NextText(ref source);
        var assemblyName = NextText(ref source);
        var name = NextText(ref source);
        var number = Read((ValueTag)source.Byte(), ref source, extension) ?? throw ValueErrors.Damaged(source.Position);
        return EnumTypes.Find(typeName, assemblyName) is { } type
            ? Enum.ToObject(type, number)
            : extension.ReadUnknownEnum(typeName, name, number);
    }
}
