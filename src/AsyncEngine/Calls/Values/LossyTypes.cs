using System.Text.Json;
using Newtonsoft.Json;
using JsonException = Newtonsoft.Json.JsonException;
using JsonSerializer = Newtonsoft.Json.JsonSerializer;

namespace AsyncEngine.Calls.Values;

/// <summary>
/// Types of .NET whose public properties are not what they hold, wherever they lie in a value: stored so, they would come
/// back empty, and nobody would say so.
/// </summary>
internal sealed class LossyTypes : JsonConverter
{
    private static readonly HashSet<Type> Lossy =
    [
        typeof(JsonElement), typeof(JsonDocument), typeof(Memory<>), typeof(ReadOnlyMemory<>), typeof(Lazy<>),
        typeof(PriorityQueue<,>), typeof(System.Text.Rune), typeof(Index), typeof(Range),
    ];

    public override bool CanRead => false;

    public override bool CanConvert(Type objectType) =>
        Lossy.Contains(objectType.IsGenericType ? objectType.GetGenericTypeDefinition() : objectType);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new JsonException(
        $"a {value?.GetType().FullName} would come back without what it holds. Pass its text, an array or plain objects.");

    public override object? ReadJson(
        JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        throw new NotSupportedException();
}
