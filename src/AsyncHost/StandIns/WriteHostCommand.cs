using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Write-Host</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    private static readonly string[] HostTag = ["PSHOST"];

    /// <summary>What to show.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [SuppressMessage("Naming", "CA1720", Justification = "The command's own name for it.")]
    public object? Object { get; set; }

    /// <summary>Stays on the line.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>What stands between the elements of a collection.</summary>
    [Parameter]
    public object? Separator { get; set; } = " ";

    /// <summary>The text's colour.</summary>
    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    /// <summary>The colour behind the text.</summary>
    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteInformation(
        new HostInformationMessage
        {
            Message = Text(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor ?? OfHost(ui => ui.ForegroundColor),
            BackgroundColor = BackgroundColor ?? OfHost(ui => ui.BackgroundColor),
        },
        HostTag);

    // A host without a screen, such as that of a job, has no colours.
    private ConsoleColor? OfHost(Func<PSHostRawUserInterface, ConsoleColor> colour)
    {
        try
        {
            return colour(Host.UI.RawUI);
        }
        catch (HostException)
        {
            return null;
        }
    }

    private string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        PSObject { BaseObject: string or XmlNode or IEnumerable } wrapped => Text(wrapped.BaseObject),
        XmlNode node => node.Name,
        IEnumerable many => string.Join(Separator?.ToString(), many.Cast<object?>().Select(Text)),
        _ => value.ToString() ?? "",
    };
}
