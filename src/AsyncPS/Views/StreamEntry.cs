using AsyncPS.Scripting.Streams;

namespace AsyncPS;

/// <summary>One thing that a job wrote: what <c>Receive-AsyncJob -AsRecord</c> gives.</summary>
public sealed class StreamEntry
{
    private const string ShortMessage = "The job wrote more than is recorded; what followed is missing here.";

    internal StreamEntry(long jobId, StreamRecord record)
    {
        JobId = jobId;
        Time = record.At.ToLocalTime();
        Stream = NameOf(record.Kind);
        Value = record.Value;
        Message = record.Kind == StreamKind.Truncated ? ShortMessage : TextOf(record.Value);
    }

    /// <summary>The job.</summary>
    public long JobId { get; }

    /// <summary>
    /// When it was written. Output is timed in groups: when the first object of a group was written that nothing else,
    /// and no flush to the store, comes between; what came last and was not flushed has the time at which the job ended.
    /// </summary>
    public DateTimeOffset Time { get; }

    /// <summary>Which stream it went to.</summary>
    public StreamName Stream { get; }

    /// <summary>It as text.</summary>
    public string Message { get; }

    /// <summary>The output object, or the record as PowerShell has it: an ErrorRecord, a WarningRecord and so on.</summary>
    public object? Value { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Message;

    private static StreamName NameOf(StreamKind kind) => kind switch
    {
        StreamKind.Error => StreamName.Error,
        StreamKind.Warning or StreamKind.Truncated => StreamName.Warning,
        StreamKind.Verbose => StreamName.Verbose,
        StreamKind.Debug => StreamName.Debug,
        StreamKind.Information => StreamName.Information,
        StreamKind.Host => StreamName.Host,
        StreamKind.Progress => StreamName.Progress,
        _ => StreamName.Output,
    };

    private static string TextOf(ProgressRecord bar) => bar switch
    {
        { RecordType: ProgressRecordType.Completed } => $"{bar.Activity}: done",
        { PercentComplete: >= 0 } => $"{bar.Activity}: {bar.StatusDescription} ({bar.PercentComplete}%)",
        _ => $"{bar.Activity}: {bar.StatusDescription}",
    };

    private static string TextOf(object? value) => (value is PSObject wrapper ? wrapper.BaseObject : value) switch
    {
        string text => text,
        ErrorRecord error => error.ToString(),
        InformationalRecord record => record.Message,
        InformationRecord { MessageData: HostInformationMessage message } => message.Message,
        InformationRecord information => $"{information.MessageData}",
        ProgressRecord bar => TextOf(bar),
        _ => DisplayText.Value(value),
    };
}
