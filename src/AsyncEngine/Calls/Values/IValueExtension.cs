namespace AsyncEngine.Calls.Values;

/// <summary>
/// What a codec knows beyond the fixed list of types. The engine's own is <see cref="PlainValues"/>; the module brings
/// one that knows PowerShell's objects.
/// </summary>
internal interface IValueExtension
{
    /// <summary>
    /// Writes a value of a type that is not on the fixed list. It writes exactly one value with the writer's
    /// methods, or throws <c>PayloadNotSerializable</c>.
    /// </summary>
    void Write(ValueWriter writer, object value);

    /// <summary>Makes an object of named properties.</summary>
    object? ReadRecord(IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties);

    /// <summary>Gives a value its extra properties and type names back.</summary>
    object? ReadExtended(
        object? value, IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties);

    /// <summary>Makes an error of its fields.</summary>
    object? ReadErrorRecord(IReadOnlyList<KeyValuePair<string, object?>> fields);

    /// <summary>Reads what PowerShell's serializer wrote.</summary>
    object? ReadCliXml(string xml);

    /// <summary>Makes a job of its id: the job itself where its store is known, else what can name it.</summary>
    object? ReadJob(long id);

    /// <summary>Makes a value of an enum that no loaded assembly has.</summary>
    object? ReadUnknownEnum(string typeName, string name, object number);
}
