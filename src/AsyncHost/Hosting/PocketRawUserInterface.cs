using System.Management.Automation.Host;

namespace AsyncHost.Hosting;

/// <summary>The screen as far as formatting needs it: its size. Cells and keys are for shells.</summary>
internal sealed class PocketRawUserInterface(HostConsole console) : PSHostRawUserInterface
{
    /// <summary>What the console gives when it does not know, too: "no colour of my own".</summary>
    private const ConsoleColor None = (ConsoleColor)(-1);

    public override ConsoleColor ForegroundColor { get; set; } = None;

    public override ConsoleColor BackgroundColor { get; set; } = None;

    public override Size BufferSize
    {
        get => new(console.Width, HostConsole.Height);
        set => throw NotSupported();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw NotSupported();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition
    {
        get => new(0, 0);
        set => throw NotSupported();
    }

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw NotSupported();
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "AsyncHost";

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotSupported();

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotSupported();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotSupported();

    private static NotSupportedException NotSupported()
        => new("AsyncHost has no access to the cells and keys of the terminal.");
}
