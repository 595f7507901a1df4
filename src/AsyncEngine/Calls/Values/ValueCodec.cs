namespace AsyncEngine.Calls.Values;

/// <summary>
/// Writes values so that they come back as they went (design 5.6) and reads them without ever naming a type from the
/// data: targets come from a method's signature or from the fixed list that the codec knows. Thread-safe.
/// </summary>
internal sealed class ValueCodec(IValueExtension extension)
{
    [ThreadStatic]
    private static ValueWriter? _idleWriter;

    [ThreadStatic]
    private static IValueExtension? _idleOwner;

    /// <summary>The codec of a program without PowerShell.</summary>
    public static ValueCodec Plain { get; } = new(PlainValues.Instance);

    /// <summary>Writes one value; <c>PayloadNotSerializable</c> names the place of what cannot be stored.</summary>
    public Payload Encode(object? value)
    {
        var writer = Rent();
        writer.Write(value);
        return Return(writer);
    }

    /// <summary>Reads a value as it went. No payload is null.</summary>
    public object? Decode(Payload payload)
    {
        if (payload.IsEmpty)
        {
            return null;
        }

        var reader = new ValueReader(payload.Bytes.Span, extension);
        reader.Begin();
        return Guarded(ref reader);
    }

    /// <summary>Reads a value as a parameter of that type would take it.</summary>
    public object? Decode(Payload payload, Type target)
    {
        if (payload.IsEmpty)
        {
            return ValueConverter.To(null, target, extension);
        }

        var reader = new ValueReader(payload.Bytes.Span, extension, keepsJson: true);
        reader.Begin();
        return ValueConverter.To(Guarded(ref reader), target, extension);
    }

    /// <summary>A writer for what a call writes, value by value.</summary>
    public OutputsWriter NewOutputs() => new(extension);

    /// <summary>Reads what a call wrote, each value by itself: <c>,@(1,2)</c> is one value, <c>1,2</c> are two.</summary>
    public object?[] DecodeOutputs(Payload payload)
    {
        if (payload.IsEmpty)
        {
            return [];
        }

        var reader = new ValueReader(payload.Bytes.Span, extension);
        reader.Begin();
        return payload.Bytes.Span[1] == (byte)ValueTag.Outputs ? GuardedOutputs(ref reader) : [Guarded(ref reader)];
    }

    /// <summary>Writes a method's arguments as one payload.</summary>
    public Payload EncodeArguments(IReadOnlyList<object?> arguments)
    {
        if (arguments.Count == 0)
        {
            return Payload.Empty;
        }

        var writer = Rent();
        writer.WriteObjectArray(arguments, arguments as System.Collections.ICollection ?? arguments.ToArray());
        return Return(writer);
    }

    /// <summary>Reads a method's arguments, each as its parameter's type.</summary>
    public object?[] DecodeArguments(Payload payload, IReadOnlyList<Type> targets)
    {
        object?[] values = [];
        if (!payload.IsEmpty)
        {
            var reader = new ValueReader(payload.Bytes.Span, extension, keepsJson: true);
            reader.Begin();
            values = Guarded(ref reader) as object?[] ?? [];
        }

        if (values.Length != targets.Count)
        {
            throw new AsyncEngineException(
                ErrorIds.PayloadNotSerializable,
                $"The job has {values.Length} stored arguments and its method takes {targets.Count}.");
        }

        for (var index = 0; index < values.Length; index++)
        {
            values[index] = ValueConverter.To(values[index], targets[index], extension);
        }

        return values;
    }

    /// <summary>
    /// A writer that has begun a payload. Kept per thread; code that runs in the middle of a write (a property that
    /// is a script) finds none and makes its own.
    /// </summary>
    internal ValueWriter Rent()
    {
        var writer = _idleWriter;
        if (writer is null || !ReferenceEquals(_idleOwner, extension))
        {
            return new ValueWriter(extension);
        }

        _idleWriter = null;
        writer.Begin();
        return writer;
    }

    /// <summary>Ends the payload of a rented writer and keeps the writer.</summary>
    internal Payload Return(ValueWriter writer)
    {
        var payload = new Payload(writer.Buffer.ToArray());
        writer.Begin();
        _idleWriter = writer;
        _idleOwner = extension;
        return payload;
    }

    /// <summary>Reads a payload that is one record, as its properties.</summary>
    internal KeyValuePair<string, object?>[] DecodeRecord(Payload payload)
    {
        var reader = new ValueReader(payload.Bytes.Span, extension);
        reader.Begin();
        return reader.ReadRecord();
    }

    private static object? Guarded(ref ValueReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw ValueErrors.Damaged(reader.Position, exception);
        }
    }

    private static object?[] GuardedOutputs(ref ValueReader reader)
    {
        try
        {
            reader.Tag();
            return reader.ReadOutputs();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw ValueErrors.Damaged(reader.Position, exception);
        }
    }

    // What parsing of bytes that make no sense throws: a bad date, a bad version, an element of another type.
    private static bool IsDamage(Exception exception) =>
        exception is ArgumentException or FormatException or OverflowException or InvalidCastException;
}
