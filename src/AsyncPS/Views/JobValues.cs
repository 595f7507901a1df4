using AsyncEngine.Storage;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Values;

namespace AsyncPS;

/// <summary>
/// The encoded values of a job, read when somebody asks: a list of a thousand jobs must not pay for a thousand results
/// that nobody looks at. A value that cannot be read shows a text that says so, since a property must not throw.
/// </summary>
internal sealed class JobValues(JobRecord record)
{
    private readonly Lazy<(ViewList<object?> List, ViewTable Named)> _arguments = new(() => ReadArguments(record));
    private readonly Lazy<ScriptSettings> _settings = new(() => OrWhyNot(
        () => ScriptSettings.Decode(record.RunnerSettings), _ => ScriptSettings.Default));

    private readonly Lazy<object?> _result = new(() => Read(record.Result));
    private readonly Lazy<ViewTable> _annotation = new(() => ReadAnnotations(record));

    public ViewList<object?> ArgumentList => _arguments.Value.List;

    public ViewTable Parameters => _arguments.Value.Named;

    public object? Result => _result.Value;

    /// <summary>What the call wrote, object by object.</summary>
    public IReadOnlyList<object?> ReadOutputs()
    {
        var outputs = ScriptValues.Codec.DecodeOutputs(record.Result);

        // A method's collection, and the parts of a join, go into the pipeline element by element, as if the method were called there.
        return record.Call.Kind != CallKind.Script && outputs is [System.Collections.IList list]
            ? [.. list.Cast<object?>()]
            : outputs;
    }

    public JobIsolation? Isolation => _settings.Value.Isolation;

    public long? MaxMemory => _settings.Value.MaxMemory;

    public ViewTable Annotation => _annotation.Value;

    /// <summary>One encoded value; nothing encoded is null.</summary>
    public static object? Read(Payload payload) => payload.IsEmpty ? null : OrWhyNot(
        () => ScriptValues.Codec.Decode(payload), why => why);

    private static (ViewList<object?> List, ViewTable Named) ReadArguments(JobRecord record)
    {
        var named = new ViewTable();
        if (record.Call.Kind == CallKind.Method)
        {
            var values = Read(record.Arguments) is object?[] list ? list : [];
            return (new ViewList<object?>(values), named);
        }

        var arguments = OrWhyNot(
            () => ScriptArguments.Decode(record.Arguments),
            why => new ScriptArguments { ArgumentList = [why] });
        foreach (System.Collections.DictionaryEntry entry in arguments.Parameters ?? named)
        {
            named[entry.Key] = entry.Value;
        }

        object?[] positional = arguments.HasInput
            ? [arguments.InputObject, .. arguments.ArgumentList]
            : [.. arguments.ArgumentList];
        return (new ViewList<object?>(positional), named);
    }

    private static ViewTable ReadAnnotations(JobRecord record)
    {
        var table = new ViewTable();
        foreach (var (name, value) in record.Annotations.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            table[name] = Read(value);
        }

        return table;
    }

    private static T OrWhyNot<T>(Func<T> read, Func<string, T> whyNot)
    {
        try
        {
            return read();
        }
        catch (Exception error)
        {
            return whyNot($"(cannot be read: {error.Message})");
        }
    }
}
