using System.Runtime.InteropServices;

namespace AsyncHost.Hosting;

/// <summary>A Windows console must be asked before it takes escape sequences; others take them as they are.</summary>
internal static class WindowsTerminal
{
    private const int StandardOutput = -11;
    private const int StandardError = -12;
    private const uint VirtualTerminalProcessing = 0x4;

    /// <summary>Turns escape sequences on.</summary>
    /// <returns>False when the console is too old for them.</returns>
    public static bool TakeEscapeSequences()
        => !OperatingSystem.IsWindows() || (TurnOn(StandardOutput) & TurnOn(StandardError));

    private static bool TurnOn(int stream)
    {
        nint handle = GetStdHandle(stream);

        // A redirected stream has no mode, and needs none.
        return !GetConsoleMode(handle, out uint mode)
            || (mode & VirtualTerminalProcessing) != 0
            || SetConsoleMode(handle, mode | VirtualTerminalProcessing);
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int stream);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool SetConsoleMode(nint handle, uint mode);
}
