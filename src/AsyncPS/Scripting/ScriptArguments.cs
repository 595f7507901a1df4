using AsyncPS.Scripting.Values;

namespace AsyncPS.Scripting;

/// <summary>What a script job is called with.</summary>
internal sealed record ScriptArguments
{
    private const string ArgumentListName = "ArgumentList";
    private const string ParametersName = "Parameters";
    private const string InputObjectName = "InputObject";
    private const string UsingName = "Using";

    /// <summary>No arguments at all.</summary>
    public static ScriptArguments None { get; } = new();

    /// <summary>Positional arguments, in order.</summary>
    public IReadOnlyList<object?> ArgumentList { get; init; } = [];

    /// <summary>Named parameters.</summary>
    public IDictionary? Parameters { get; init; }

    /// <summary>Whether the job was made for an object from the pipeline.</summary>
    public bool HasInput { get; init; }

    /// <summary>That object; it may be null.</summary>
    public object? InputObject { get; init; }

    /// <summary>Values of <c>$using:</c> expressions by the expression's text, as the capture writes it.</summary>
    public Dictionary<string, object?> Using { get; init; } = [];

    /// <summary>
    /// Encodes the arguments; <c>PayloadNotSerializable</c> names the place, for example <c>$.ArgumentList[0].b</c>.
    /// </summary>
    public Payload Encode()
    {
        var parts = new List<KeyValuePair<string, object?>>(4);
        AddIf(parts, ArgumentList.Count > 0, ArgumentListName, ArgumentList as object?[] ?? [.. ArgumentList]);
        AddIf(parts, Parameters is { Count: > 0 }, ParametersName, Parameters);
        AddIf(parts, HasInput, InputObjectName, InputObject);
        AddIf(parts, Using.Count > 0, UsingName, Using);
        if (parts.Count == 0)
        {
            return Payload.Empty;
        }

        var writer = ScriptValues.Codec.Rent();
        writer.WriteRecord(parts, [], parts);
        return ScriptValues.Codec.Return(writer);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static ScriptArguments Decode(Payload payload)
    {
        var arguments = None;
        if (payload.IsEmpty)
        {
            return arguments;
        }

        foreach (var (name, value) in ScriptValues.Codec.DecodeRecord(payload))
        {
            arguments = name switch
            {
                ArgumentListName => arguments with { ArgumentList = (object?[])value! },
                ParametersName => arguments with { Parameters = (IDictionary)value! },
                InputObjectName => arguments with { HasInput = true, InputObject = value },
                UsingName => arguments with { Using = (Dictionary<string, object?>)value! },
                _ => arguments, // Written by a newer version for a purpose that this one does not have.
            };
        }

        return arguments;
    }

    private static void AddIf(
        List<KeyValuePair<string, object?>> parts, bool condition, string name, object? value)
    {
        if (condition)
        {
            parts.Add(new(name, value));
        }
    }
}
