namespace AsyncEngine.Storage;

/// <summary>Errors as the stores keep them: one JSON object, its causes inside it.</summary>
internal static class JobErrorText
{
    public static string? Write(JobError? error) =>
        error is null ? null : StoreJson.Write(Stored.Of(error));

    public static JobError? Read(string? text) =>
        text is null ? null : StoreJson.Read<Stored>(text)?.ToError();

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
