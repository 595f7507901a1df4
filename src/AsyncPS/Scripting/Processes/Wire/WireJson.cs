using System.Text.Json;
using System.Text.Json.Serialization;
using AsyncEngine.Storage;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>The JSON of what is sent seldom and has many fields. Thread-safe.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        MaxDepth = 512,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new PayloadConverter(), new LinkedJobConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    private sealed class PayloadConverter : JsonConverter<Payload>
    {
        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.Bytes.Span);
    }

    private sealed class LinkedJobConverter : JsonConverter<LinkedJob>
    {
        public override LinkedJob? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                return LinkedJob.To(reader.GetInt64());
            }

            return LinkedJob.To(JsonSerializer.Deserialize<NewJob>(ref reader, options)!);
        }

        public override void Write(Utf8JsonWriter writer, LinkedJob value, JsonSerializerOptions options)
        {
            if (value.New is { } job)
            {
                JsonSerializer.Serialize(writer, job, options);
            }
            else
            {
                writer.WriteNumberValue(value.Id);
            }
        }
    }
}
