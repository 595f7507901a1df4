using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AsyncHost.Hosting;

/// <summary>Text, messages, progress and questions between the engine and the console.</summary>
internal sealed class PocketUserInterface(HostConsole console, bool nonInteractive) : PSHostUserInterface
{
    private readonly Questions _questions = new(console, nonInteractive);
    private readonly List<string> _hints = [];

    public override PSHostRawUserInterface RawUI { get; } = new PocketRawUserInterface(console);

    /// <summary>The error view asks this before it colours; what a stream does not take is stripped there.</summary>
    public override bool SupportsVirtualTerminal => true;

    public override void Write(string value) => console.Write(value ?? "");

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        => Write(Coloured(foregroundColor, backgroundColor, value));

    public override void WriteLine() => console.Write(Environment.NewLine);

    public override void WriteLine(string value) => console.Write(value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        => WriteLine(Coloured(foregroundColor, backgroundColor, value));

    public override void WriteErrorLine(string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            console.WriteError(value + Environment.NewLine);
            if (CommandHints.For(value) is { } hint && !_hints.Contains(hint))
            {
                _hints.Add(hint);
            }
        }
    }

    /// <summary>Shows what the errors so far call for, once each: an error comes line by line and is best left whole.</summary>
    public void WriteHints() => _hints.ForEach(hint => console.WriteError(hint + Environment.NewLine));

    public override void WriteDebugLine(string message) => WriteStyled(FormatStyle.Debug, "DEBUG: ", message);

    public override void WriteVerboseLine(string message) => WriteStyled(FormatStyle.Verbose, "VERBOSE: ", message);

    public override void WriteWarningLine(string message) => WriteStyled(FormatStyle.Warning, "WARNING: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => console.ShowProgress(sourceId, record);

    public override string ReadLine() => _questions.ReadLine();

    public override SecureString ReadLineAsSecureString() => throw Questions.NotSupported("secret text");

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
        => _questions.Fields(caption, message, descriptions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        => _questions.Choice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName)
        => throw Questions.NotSupported("a credential");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
        => throw Questions.NotSupported("a credential");

    private static string Coloured(ConsoleColor foreground, ConsoleColor background, string value)
    {
        string front = (int)foreground < 0 ? "" : PSStyle.MapForegroundColorToEscapeSequence(foreground);
        string back = (int)background < 0 ? "" : PSStyle.MapBackgroundColorToEscapeSequence(background);
        return front.Length + back.Length == 0 ? value : front + back + value + PSStyle.Instance.Reset;
    }

    private void WriteStyled(FormatStyle style, string prefix, string message)
        => WriteLine(GetFormatStyleString(style) + prefix + message + PSStyle.Instance.Reset);
}
