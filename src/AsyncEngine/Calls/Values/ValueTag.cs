namespace AsyncEngine.Calls.Values;

/// <summary>The first byte of every encoded value. Numbers are part of the stored format: never reuse one.</summary>
internal enum ValueTag : byte
{
    /// <summary>Ends a list whose length was not known when it was begun.</summary>
    End = 0,

    Null = 1,
    False = 2,

    /// <summary>As an element type: Boolean.</summary>
    True = 3,

    /// <summary>Text that is valid UTF-16, as UTF-8.</summary>
    String = 4,

    /// <summary>Text with lone surrogates, as its UTF-16 units.</summary>
    WideString = 5,

    Char = 6,
    SByte = 7,
    Byte = 8,
    Int16 = 9,
    UInt16 = 10,
    Int32 = 11,
    UInt32 = 12,
    Int64 = 13,
    UInt64 = 14,
    Single = 15,
    Double = 16,
    Decimal = 17,
    BigInteger = 18,
    Half = 19,
    Int128 = 20,
    UInt128 = 21,
    IntPtr = 22,
    UIntPtr = 23,
    DateTime = 24,
    DateTimeOffset = 25,
    DateOnly = 26,
    TimeOnly = 27,
    TimeSpan = 28,
    Guid = 29,
    Uri = 30,
    Version = 31,
    DBNull = 32,
    Enum = 33,
    File = 34,
    Directory = 35,

    /// <summary>As an element type only: anything.</summary>
    Object = 36,

    /// <summary>An array of primitives, its memory as it is.</summary>
    PrimitiveArray = 48,
    Array = 49,

    /// <summary>An array of more than one dimension.</summary>
    Matrix = 50,
    List = 51,
    ArrayList = 52,
    Hashtable = 53,
    OrderedDictionary = 54,
    Dictionary = 55,

    /// <summary>What a call wrote, one value after the other, up to <see cref="End"/>.</summary>
    Outputs = 56,

    /// <summary>Named properties in order, with type names for display.</summary>
    Record = 64,

    /// <summary>A value that carries extra properties.</summary>
    Extended = 65,

    /// <summary>A plain .NET object as JSON, with its type's name for display.</summary>
    Json = 66,

    /// <summary>What only PowerShell's own serializer can write.</summary>
    CliXml = 67,

    /// <summary>A PowerShell error, its fields as a record.</summary>
    ErrorRecord = 68,

    /// <summary>A job of the store that the value lies in, by its id.</summary>
    Job = 69,
}
