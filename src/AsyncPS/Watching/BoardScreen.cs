using System.Management.Automation.Host;
using System.Text;

namespace AsyncPS.Watching;

/// <summary>
/// The terminal while the board is on it: an own screen without a cursor. Leaving gives back what was there before.
/// </summary>
internal sealed class BoardScreen : IDisposable
{
    // The other screen, no cursor, no wrapping at the end of a line.
    private const string EnterScreen = "\e[?1049h\e[?25l\e[?7l";
    private const string LeaveScreen = "\e[?7h\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string EraseLine = "\e[K";
    private const string EraseBelow = "\e[J";

    private readonly PSHostUserInterface _ui;

    public BoardScreen(PSHostUserInterface ui)
    {
        _ui = ui;
        _ui.Write(EnterScreen);
    }

    /// <summary>Columns and lines of the terminal now.</summary>
    public Size Size => _ui.RawUI.WindowSize;

    /// <summary>Whether somebody can see a screen here.</summary>
    public static bool IsPossible(PSHost host)
    {
        try
        {
            // A host says that it can paint also when its output goes to a file.
#pragma warning disable RS0030 // The host has no word for it.
            return host.UI is { SupportsVirtualTerminal: true, RawUI: { } raw } && !Console.IsOutputRedirected
                && raw.WindowSize is { Width: > 0, Height: > 0 };
#pragma warning restore RS0030
        }
        catch (Exception) // Hosts without a screen throw what they like.
        {
            return false;
        }
    }

    /// <summary>Shows these lines and nothing else; in one piece, so that nothing flickers.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder(Home);
        for (var line = 0; line < lines.Count; line++)
        {
            // First, because behind a line as wide as the screen it would take its last letter.
            text.Append(line == 0 ? "" : "\r\n").Append(EraseLine).Append(lines[line]);
        }

        _ui.Write(text.Append(EraseBelow).ToString());
    }

    /// <summary>Whether q or Escape was pressed.</summary>
    public bool WasLeft()
    {
        try
        {
            while (_ui.RawUI.KeyAvailable)
            {
                var key = _ui.RawUI.ReadKey(ReadKeyOptions.NoEcho | ReadKeyOptions.IncludeKeyDown);
                if (key.Character is 'q' or 'Q' or '\e')
                {
                    return true;
                }
            }
        }
        catch (Exception error) when (error is InvalidOperationException or NotImplementedException or HostException)
        {
            // No keyboard: Ctrl+C is left.
        }

        return false;
    }

    public void Dispose() => _ui.Write(LeaveScreen);
}
