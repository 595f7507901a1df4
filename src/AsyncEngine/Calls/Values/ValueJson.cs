using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AsyncEngine.Calls.Values;

/// <summary>The engine's JSON: one settings object, and no type name that is ever obeyed.</summary>
internal static class ValueJson
{
    /// <summary>How the engine reads and writes JSON, everywhere.</summary>
    public static JsonSerializerSettings Settings { get; } = new()
    {
#pragma warning disable RS0030 // None is what the ban wants; written out, so that nobody's defaults can change it.
        TypeNameHandling = TypeNameHandling.None,
#pragma warning restore RS0030
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MaxDepth = ValuePath.MaxDepth,
        DateParseHandling = DateParseHandling.None,
        ReferenceLoopHandling = ReferenceLoopHandling.Error,
        Culture = System.Globalization.CultureInfo.InvariantCulture,
        Converters = { new LossyTypes() },
    };

    // Not JsonConvert: that begins with the settings that the host of this process has made its defaults.
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(Settings);

    public static string Serialize(object value, ValuePath path)
    {
        if (value is Delegate or Type or Task or Stream or Exception or IntPtr or System.Reflection.MemberInfo)
        {
            throw ValueErrors.NotSerializable(
                path.ToString(),
                $"a {value.GetType().FullName} lives in this process only. Pass text, numbers or plain objects.");
        }

        try
        {
            return Write(value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // Getters can throw anything.
        {
            throw ValueErrors.NotSerializable(path.ToString(), exception.Message);
        }
    }

    /// <summary>Reads a plain object without a target: as records, arrays and scalars.</summary>
    public static object? Read(JsonLeaf leaf, IValueExtension extension) =>
        FromToken(Parse(leaf.Json), leaf.TypeName, extension);

    /// <summary>Reads a plain object as the target takes it.</summary>
    public static object? ReadAs(JsonLeaf leaf, Type target)
    {
        using var reader = new JsonTextReader(new StringReader(leaf.Json));
        return Serializer.Deserialize(reader, target);
    }

    /// <summary>Brings a decoded value into another shape by way of JSON.</summary>
    public static object? Reshape(object value, Type target) => ToToken(value).ToObject(target, Serializer);

    private static string Write(object value)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        Serializer.Serialize(text, value);
        return text.ToString();
    }

    private static JToken ToToken(object? value) => value switch
    {
        null => JValue.CreateNull(),
        JsonLeaf leaf => Parse(leaf.Json),
        System.Collections.IDictionary table => ToObject(table),
        string text => new JValue(text),
        byte[] bytes => new JValue(bytes),
        System.Collections.IEnumerable items => new JArray(items.Cast<object?>().Select(ToToken).ToArray()),
        _ => JToken.FromObject(value, Serializer),
    };

    private static JObject ToObject(System.Collections.IDictionary table)
    {
        var result = new JObject();
        foreach (System.Collections.DictionaryEntry entry in table)
        {
            result[Convert.ToString(entry.Key, Settings.Culture) ?? string.Empty] = ToToken(entry.Value);
        }

        return result;
    }

    private static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json));
        return Serializer.Deserialize<JToken>(reader) ?? JValue.CreateNull();
    }

    private static object? FromToken(JToken token, string? typeName, IValueExtension extension) => token switch
    {
        JObject item => extension.ReadRecord(
            typeName is null ? [] : ["Deserialized." + typeName],
            item.Properties().Select(p => KeyValuePair.Create(p.Name, FromToken(p.Value, null, extension))).ToArray()),
        JArray items => items.Select(element => FromToken(element, null, extension)).ToArray(),
        JValue value => value.Value,
        _ => null,
    };
}
