using System.Globalization;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Scripting.Streams;

/// <summary>PowerShell's stream records as payloads, and back.</summary>
internal static class StreamPayload
{
    private const string HostTag = "PSHOST";

    /// <summary>The kind of a record that came out of a pipeline, and what is stored of it.</summary>
    public static (StreamKind Kind, object? Value) Of(object record) => record switch
    {
        ErrorRecord error => (StreamKind.Error, error),
        WarningRecord warning => (StreamKind.Warning, warning.Message),
        VerboseRecord verbose => (StreamKind.Verbose, verbose.Message),
        DebugRecord debug => (StreamKind.Debug, debug.Message),
        InformationRecord { MessageData: HostInformationMessage message } information =>
            (StreamKind.Host, HostFields(message, information.Source)),
        InformationRecord information =>
            (StreamKind.Information,
            new object?[] { information.MessageData, information.Source, information.Tags.ToArray() }),
        ProgressRecord progress => (StreamKind.Progress, ProgressFields(progress)),
        _ => (StreamKind.Information, new object?[] { record, null, Array.Empty<string>() }),
    };

    /// <summary>The same with text only, for what cannot be encoded.</summary>
    public static (StreamKind Kind, object? Value) TextOf(object record) => record switch
    {
        ErrorRecord error => (StreamKind.Error, error.Exception.Message),
        InformationRecord information =>
            (StreamKind.Information,
            new object?[] { information.MessageData?.GetType().ToString(), information.Source, Array.Empty<string>() }),
        _ => (StreamKind.Information, new object?[] { record.GetType().ToString(), null, Array.Empty<string>() }),
    };

    /// <summary>Makes the record again.</summary>
    public static object? Read(StreamKind kind, DateTimeOffset at, Payload payload)
    {
        if (kind == StreamKind.Values)
        {
            return ScriptValues.Codec.DecodeOutputs(payload);
        }

        var value = ScriptValues.Codec.Decode(payload);
        return kind switch
        {
            StreamKind.Error => value as ErrorRecord ?? TextError(value),
            StreamKind.Warning => new WarningRecord(Text(value)),
            StreamKind.Verbose => new VerboseRecord(Text(value)),
            StreamKind.Debug => new DebugRecord(Text(value)),
            StreamKind.Information => ReadInformation(at, (object?[])value!),
            StreamKind.Host => ReadHost(at, (object?[])value!),
            StreamKind.Progress => ReadProgress((object?[])value!),
            _ => value,
        };
    }

    private static object?[] HostFields(HostInformationMessage message, string source) =>
        [message.Message, message.NoNewLine, (int?)message.ForegroundColor, (int?)message.BackgroundColor, source];

    private static InformationRecord ReadInformation(DateTimeOffset at, object?[] fields)
    {
        var record = new InformationRecord(fields[0], (string?)fields[1] ?? string.Empty)
        {
            TimeGenerated = at.LocalDateTime,
        };
        record.Tags.AddRange((string[])fields[2]!);
        return record;
    }

    private static InformationRecord ReadHost(DateTimeOffset at, object?[] fields)
    {
        var message = new HostInformationMessage
        {
            Message = (string?)fields[0],
            NoNewLine = (bool?)fields[1],
            ForegroundColor = (ConsoleColor?)(int?)fields[2],
            BackgroundColor = (ConsoleColor?)(int?)fields[3],
        };
        var record = new InformationRecord(message, (string?)fields[4] ?? string.Empty)
        {
            TimeGenerated = at.LocalDateTime,
        };
        record.Tags.Add(HostTag);
        return record;
    }

    private static object?[] ProgressFields(ProgressRecord progress) =>
    [
        progress.Activity,
        progress.StatusDescription,
        progress.CurrentOperation,
        progress.ActivityId,
        progress.ParentActivityId,
        progress.PercentComplete,
        progress.SecondsRemaining,
        progress.RecordType == ProgressRecordType.Completed,
    ];

    private static ProgressRecord ReadProgress(object?[] fields) =>
        new((int)fields[3]!, NotEmpty((string?)fields[0]), NotEmpty((string?)fields[1]))
        {
            CurrentOperation = (string?)fields[2],
            ParentActivityId = (int)fields[4]!,
            PercentComplete = (int)fields[5]!,
            SecondsRemaining = (int)fields[6]!,
            RecordType = (bool)fields[7]! ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };

    // A bar that ends may have no text, but no bar can be made without.
    private static string NotEmpty(string? text) => string.IsNullOrEmpty(text) ? " " : text;

    private static ErrorRecord TextError(object? message) =>
        new(new RuntimeException(Text(message)), "RecordedError", ErrorCategory.NotSpecified, null);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
