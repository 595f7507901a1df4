namespace AsyncEngine.Calls.Values;

/// <summary>
/// Writes values so that they come back as they went (design 5.6) and reads them without ever naming a type from the
/// data: targets come from a method's signature or from the fixed list that the codec knows. Thread-safe.
/// </summary>
internal sealed class ValueCodec
{
    /// <summary>The codec of a program without PowerShell.</summary>
    public static ValueCodec Plain { get; } = new();

    public Payload Encode(object? value) => throw new NotSupportedException();

    public object? Decode(Payload payload) => throw new NotSupportedException();

    /// <summary>Reads a value as a parameter of that type would take it.</summary>
    public object? Decode(Payload payload, Type target) => throw new NotSupportedException();

    /// <summary>Writes a method's arguments as one payload.</summary>
    public Payload EncodeArguments(IReadOnlyList<object?> arguments) => throw new NotSupportedException();

    /// <summary>Reads a method's arguments, each as its parameter's type.</summary>
    public object?[] DecodeArguments(Payload payload, IReadOnlyList<Type> targets) =>
        throw new NotSupportedException();
}
