using System.Globalization;
using Newtonsoft.Json;

namespace AsyncEngine.Storage;

/// <summary>The JSON that the stores write themselves. Thread-safe.</summary>
internal static class StoreJson
{
    // Not JsonConvert: that begins with the settings that the host of this process has made its defaults.
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        NullValueHandling = NullValueHandling.Ignore,
        Culture = CultureInfo.InvariantCulture,
        MaxDepth = 128,
    });

    public static string Write(object value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Serializer.Serialize(text, value);
        return text.ToString();
    }

    public static T? Read<T>(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text));
        return Serializer.Deserialize<T>(reader);
    }
}
