using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Security;
using Calls = AsyncEngine.Calls;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// Records what a job writes to its host and refuses every question: an answer made up here would once have confirmed
/// a deletion.
/// </summary>
internal sealed class WorkerHostUI : PSHostUserInterface
{
    /// <summary>No console: cmdlets that want cursor and window sizes see that there is none.</summary>
    public override PSHostRawUserInterface RawUI => null!;

    public static HostException NobodyToAsk(string what) => new(
        $"The script asks for {what}, but a job runs without anybody to answer. Pass the value with -ArgumentList or "
        + "-Parameters, or use -Confirm:$false or -Force.",
        null,
        "JobNotInteractive",
        ErrorCategory.InvalidOperation);

    public override void Write(string value) => Record(value, noNewLine: true, null, null);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Record(value, noNewLine: true, foregroundColor, backgroundColor);

    public override void WriteLine(string value) => Record(value, noNewLine: false, null, null);

    public override void WriteErrorLine(string value) => Record(value, noNewLine: false, ConsoleColor.Red, null);

    public override void WriteDebugLine(string message) => JobSink.Current?.Record(new DebugRecord(message));

    public override void WriteVerboseLine(string message) => JobSink.Current?.Record(new VerboseRecord(message));

    public override void WriteWarningLine(string message) => JobSink.Current?.Record(new WarningRecord(message));

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        JobSink.Current?.Record(record);
        if (record.RecordType == ProgressRecordType.Processing)
        {
            Calls.JobContext.Current?.ReportProgress(new Engine.JobProgress(
                record.Activity, record.StatusDescription, record.PercentComplete, record.SecondsRemaining));
        }
    }

    public override string ReadLine() => throw NobodyToAsk("a line of input");

    public override SecureString ReadLineAsSecureString() => throw NobodyToAsk("a secret");

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NobodyToAsk($"input ({string.Join(", ", descriptions.Select(description => description.Name))})");

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NobodyToAsk($"a confirmation ('{message}')");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        throw NobodyToAsk("a credential");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        throw NobodyToAsk("a credential");

    private static void Record(string value, bool noNewLine, ConsoleColor? foreground, ConsoleColor? background)
    {
        var message = new HostInformationMessage
        {
            Message = value,
            NoNewLine = noNewLine,
            ForegroundColor = foreground,
            BackgroundColor = background,
        };
        JobSink.Current?.Record(new InformationRecord(message, "Host"));
    }
}
