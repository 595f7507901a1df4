using System.Numerics;

namespace AsyncEngine.Calls.Values;

/// <summary>Writes the types of the fixed list that are not containers.</summary>
internal static class ScalarWriter
{
    /// <summary>Writes the value if its type is a scalar of the list.</summary>
    public static bool TryWrite(ValueWriter writer, object value)
    {
        var type = value.GetType();
        if (type.IsEnum)
        {
            WriteEnum(writer, (Enum)value, type);
            return true;
        }

        switch (Type.GetTypeCode(type))
        {
            case TypeCode.Object:
                return TryWriteOther(writer, value);
            case TypeCode.String:
                WriteString(writer, (string)value);
                return true;
            case TypeCode.DBNull:
                writer.Tag(ValueTag.DBNull);
                return true;
            default:
                WritePrimitive(writer, value);
                return true;
        }
    }

    /// <summary>Writes a text, exactly.</summary>
    public static void WriteString(ValueWriter writer, string value)
    {
        var start = writer.Buffer.Length;
        writer.Tag(ValueTag.String);
        if (!writer.Buffer.TryExactText(value))
        {
            writer.Buffer.Truncate(start);
            writer.Tag(ValueTag.WideString);
            writer.Buffer.Units(value);
        }
    }

    private static void WritePrimitive(ValueWriter writer, object value)
    {
        switch (value)
        {
            case int number: Signed(writer, ValueTag.Int32, number); break;
            case long number: Signed(writer, ValueTag.Int64, number); break;
            case short number: Signed(writer, ValueTag.Int16, number); break;
            case sbyte number: Signed(writer, ValueTag.SByte, number); break;
            case byte number: Unsigned(writer, ValueTag.Byte, number); break;
            case ushort number: Unsigned(writer, ValueTag.UInt16, number); break;
            case uint number: Unsigned(writer, ValueTag.UInt32, number); break;
            case ulong number: Unsigned(writer, ValueTag.UInt64, number); break;
            case char unit: Unsigned(writer, ValueTag.Char, unit); break;
            case bool truth: writer.Tag(truth ? ValueTag.True : ValueTag.False); break;
            case double number: Fixed64(writer, ValueTag.Double, BitConverter.DoubleToInt64Bits(number)); break;
            case float number: Fixed32(writer, ValueTag.Single, BitConverter.SingleToInt32Bits(number)); break;
            case DateTime time: WriteDateTime(writer, time); break;
            default: WriteDecimal(writer, (decimal)value); break;
        }
    }

    private static bool TryWriteOther(ValueWriter writer, object value)
    {
        switch (value)
        {
            case Guid guid:
                writer.Tag(ValueTag.Guid);
                guid.TryWriteBytes(writer.Buffer.Take(16));
                return true;
            case TimeSpan span: Signed(writer, ValueTag.TimeSpan, span.Ticks); return true;
            case DateTimeOffset time: WriteDateTimeOffset(writer, time); return true;
            case DateOnly date: Signed(writer, ValueTag.DateOnly, date.DayNumber); return true;
            case TimeOnly time: Signed(writer, ValueTag.TimeOnly, time.Ticks); return true;
            case Uri uri: Text(writer, ValueTag.Uri, uri.OriginalString); return true;
            case Version version: Text(writer, ValueTag.Version, version.ToString()); return true;
            case FileInfo file: Text(writer, ValueTag.File, file.FullName); return true;
            case DirectoryInfo directory: Text(writer, ValueTag.Directory, directory.FullName); return true;
            default: return TryWriteRareNumber(writer, value);
        }
    }

    private static bool TryWriteRareNumber(ValueWriter writer, object value)
    {
        switch (value)
        {
            case BigInteger number:
                writer.Tag(ValueTag.BigInteger);
                var bytes = number.ToByteArray();
                writer.Buffer.Count(bytes.Length);
                writer.Buffer.Bytes(bytes);
                return true;
            case Half number:
                writer.Tag(ValueTag.Half);
                writer.Buffer.UInt16(BitConverter.HalfToUInt16Bits(number));
                return true;
            case Int128 number: Fixed128(writer, ValueTag.Int128, (UInt128)number); return true;
            case UInt128 number: Fixed128(writer, ValueTag.UInt128, number); return true;
            case nint number: Signed(writer, ValueTag.IntPtr, number); return true;
            case nuint number: Unsigned(writer, ValueTag.UIntPtr, number); return true;
            default: return false;
        }
    }

    private static void WriteEnum(ValueWriter writer, Enum value, Type type)
    {
        writer.Tag(ValueTag.Enum);
        WriteString(writer, type.FullName ?? type.Name);
        WriteString(writer, EnumTypes.AssemblyNameOf(type));
        WriteString(writer, value.ToString());
        WritePrimitive(writer, Convert.ChangeType(value, Enum.GetUnderlyingType(type), null));
    }

    // The offset tells a reader on this machine that the very ticks are right, and one elsewhere which moment it was.
    private static void WriteDateTime(ValueWriter writer, DateTime value)
    {
        writer.Tag(ValueTag.DateTime);
        writer.Buffer.Byte((byte)value.Kind);
        writer.Buffer.Int64(value.Ticks);
        if (value.Kind == DateTimeKind.Local)
        {
            writer.Buffer.VarInt(TimeZoneInfo.Local.GetUtcOffset(value).Ticks);
        }
    }

    private static void WriteDateTimeOffset(ValueWriter writer, DateTimeOffset value)
    {
        writer.Tag(ValueTag.DateTimeOffset);
        writer.Buffer.Int64(value.Ticks);
        writer.Buffer.VarInt(value.Offset.Ticks);
    }

    private static void WriteDecimal(ValueWriter writer, decimal value)
    {
        writer.Tag(ValueTag.Decimal);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        foreach (var part in bits)
        {
            writer.Buffer.Int32(part);
        }
    }

    private static void Signed(ValueWriter writer, ValueTag tag, long value)
    {
        writer.Tag(tag);
        writer.Buffer.VarInt(value);
    }

    private static void Unsigned(ValueWriter writer, ValueTag tag, ulong value)
    {
        writer.Tag(tag);
        writer.Buffer.VarUInt(value);
    }

    private static void Fixed32(ValueWriter writer, ValueTag tag, int bits)
    {
        writer.Tag(tag);
        writer.Buffer.Int32(bits);
    }

    private static void Fixed64(ValueWriter writer, ValueTag tag, long bits)
    {
        writer.Tag(tag);
        writer.Buffer.Int64(bits);
    }

    private static void Fixed128(ValueWriter writer, ValueTag tag, UInt128 value)
    {
        Fixed64(writer, tag, (long)(ulong)value);
        writer.Buffer.Int64((long)(ulong)(value >> 64));
    }

    private static void Text(ValueWriter writer, ValueTag tag, string text)
    {
        writer.Tag(tag);
        WriteString(writer, text);
    }
}
