using System.Management.Automation;
using System.Management.Automation.Internal;

namespace AsyncHost.Hosting;

/// <summary>Standard output or standard error, with the decision whether colours may go there.</summary>
internal sealed class HostStream(TextWriter writer, bool isTerminal)
{
    public static HostStream Output { get; } = new(Console.Out, !Console.IsOutputRedirected);

    public static HostStream Error { get; } = new(Console.Error, !Console.IsErrorRedirected);

    /// <value>True when the terminal takes escape sequences at all.</value>
    public static bool TerminalTakesEscapes { get; } =
        Environment.GetEnvironmentVariable("TERM") != "dumb" && WindowsTerminal.TakeEscapeSequences();

    public bool IsTerminal { get; } = isTerminal;

    /// <value>True when the cursor is where the next line starts.</value>
    public bool AtLineStart { get; private set; } = true;

    /// <summary>PSStyle's setting is asked at each write: a script may change it.</summary>
    public bool TakesColour => PSStyle.Instance.OutputRendering switch
    {
        OutputRendering.PlainText => false,
        OutputRendering.Ansi => true,
        _ => IsTerminal && TerminalTakesEscapes,
    };

    public void Write(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        writer.Write(TakesColour ? text : new StringDecorated(text).ToString(OutputRendering.PlainText));
        AtLineStart = text[^1] == '\n';
    }

    /// <summary>Terminal control: sent as it is, and without effect on where lines start.</summary>
    public void WriteControl(string sequence) => writer.Write(sequence);
}
