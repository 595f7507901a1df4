using System.Management.Automation;
using System.Text;
using AsyncHost.Engine;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Out-String</c>: the engine's own formatting behind it.</summary>
[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringBuilder _text = new();
    private LineWriter? _writer;

    /// <summary>Writes one string a line, as they come.</summary>
    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    /// <summary>The columns to lay out for.</summary>
    /// <value>Default: no limit.</value>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    /// <summary>Leaves out the line ends between formatted lines.</summary>
    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _writer = new LineWriter(OnLine);
        this.OutputTo(_writer, Width);
        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        _writer!.Flush();
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _writer!.Flush();
        if (!Stream)
        {
            WriteObject(_text.ToString());
        }
    }

    private void OnLine(string line)
    {
        if (Stream)
        {
            WriteObject(line);
        }
        else if (NoNewline)
        {
            _text.Append(line);
        }
        else
        {
            _text.AppendLine(line);
        }
    }

    private sealed class LineWriter(Action<string> onLine) : StringWriter(Thread.CurrentThread.CurrentCulture)
    {
        public override void WriteLine(string? value)
        {
            Write(value);
            onLine(Take());
        }

        public override void WriteLine() => onLine(Take());

        public override void Flush()
        {
            if (GetStringBuilder().Length > 0)
            {
                onLine(Take());
            }
        }

        private string Take()
        {
            string text = ToString();
            GetStringBuilder().Clear();
            return text;
        }
    }
}
