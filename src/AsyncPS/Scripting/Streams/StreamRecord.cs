namespace AsyncPS.Scripting.Streams;

/// <summary>One recorded thing that a job wrote.</summary>
/// <param name="Kind">Which stream.</param>
/// <param name="At">When.</param>
/// <param name="Value">
/// The record as PowerShell has it: ErrorRecord, WarningRecord, VerboseRecord, DebugRecord, InformationRecord (also for
/// the host's text), ProgressRecord. For output the number of objects, for values an array of them, for a truncation null.
/// </param>
internal sealed record StreamRecord(StreamKind Kind, DateTimeOffset At, object? Value);
