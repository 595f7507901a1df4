using System.Numerics;

namespace AsyncEngine.Calls.Values;

/// <summary>The fixed list of types that elements of arrays, lists and dictionaries may have.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<Type, ValueTag> Tags = new()
    {
        [typeof(object)] = ValueTag.Object,
        [typeof(string)] = ValueTag.String,
        [typeof(bool)] = ValueTag.True,
        [typeof(char)] = ValueTag.Char,
        [typeof(sbyte)] = ValueTag.SByte,
        [typeof(byte)] = ValueTag.Byte,
        [typeof(short)] = ValueTag.Int16,
        [typeof(ushort)] = ValueTag.UInt16,
        [typeof(int)] = ValueTag.Int32,
        [typeof(uint)] = ValueTag.UInt32,
        [typeof(long)] = ValueTag.Int64,
        [typeof(ulong)] = ValueTag.UInt64,
        [typeof(float)] = ValueTag.Single,
        [typeof(double)] = ValueTag.Double,
        [typeof(decimal)] = ValueTag.Decimal,
        [typeof(BigInteger)] = ValueTag.BigInteger,
        [typeof(Half)] = ValueTag.Half,
        [typeof(Int128)] = ValueTag.Int128,
        [typeof(UInt128)] = ValueTag.UInt128,
        [typeof(nint)] = ValueTag.IntPtr,
        [typeof(nuint)] = ValueTag.UIntPtr,
        [typeof(DateTime)] = ValueTag.DateTime,
        [typeof(DateTimeOffset)] = ValueTag.DateTimeOffset,
        [typeof(DateOnly)] = ValueTag.DateOnly,
        [typeof(TimeOnly)] = ValueTag.TimeOnly,
        [typeof(TimeSpan)] = ValueTag.TimeSpan,
        [typeof(Guid)] = ValueTag.Guid,
        [typeof(Uri)] = ValueTag.Uri,
        [typeof(Version)] = ValueTag.Version,
        [typeof(FileInfo)] = ValueTag.File,
        [typeof(DirectoryInfo)] = ValueTag.Directory,
    };

    private static readonly Dictionary<ValueTag, Type> Types = Tags.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The tag of a listed type.</summary>
    public static bool TryGetTag(Type type, out ValueTag tag) => Tags.TryGetValue(type, out tag);

    /// <summary>The type of a listed tag.</summary>
    public static bool TryGetType(ValueTag tag, out Type type) => Types.TryGetValue(tag, out type!);
}
