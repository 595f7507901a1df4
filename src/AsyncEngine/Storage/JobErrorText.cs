using Newtonsoft.Json;

namespace AsyncEngine.Storage;

/// <summary>Errors as the stores keep them: one JSON object, its causes inside it.</summary>
internal static class JobErrorText
{
    private static readonly JsonSerializerSettings Settings = new()
    {
#pragma warning disable RS0030 // None is what the ban wants; a host's JsonConvert.DefaultSettings must not change it.
        TypeNameHandling = TypeNameHandling.None,
#pragma warning restore RS0030
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        NullValueHandling = NullValueHandling.Ignore,
        MaxDepth = 128,
    };

    public static string? Write(JobError? error) =>
        error is null ? null : JsonConvert.SerializeObject(Stored.Of(error), Settings);

    public static JobError? Read(string? text) =>
        text is null ? null : JsonConvert.DeserializeObject<Stored>(text, Settings)?.ToError();

    private sealed record Stored(
        string ErrorId,
        string Message,
        string? Type,
        string? ScriptStackTrace,
        string? Position,
        string? StackTrace,
        byte[]? Record,
        Stored? Inner)
    {
        public static Stored Of(JobError error) => new(
            error.ErrorId,
            error.Message,
            error.Type,
            error.ScriptStackTrace,
            error.Position,
            error.StackTrace,
            error.Record.IsEmpty ? null : error.Record.Bytes.ToArray(),
            error.Inner is null ? null : Of(error.Inner));

        public JobError ToError() => new()
        {
            ErrorId = ErrorId,
            Message = Message,
            Type = Type,
            ScriptStackTrace = ScriptStackTrace,
            Position = Position,
            StackTrace = StackTrace,
            Record = new Payload(Record),
            Inner = Inner?.ToError(),
        };
    }
}
