using System.Globalization;

namespace AsyncPS.Scripting.Processes;

/// <summary>Says how a process ended. Pure.</summary>
internal static class ExitText
{
    private const int SignalBase = 128;
    private const int LastSignal = 64;

    private static readonly Dictionary<int, string> Signals = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE",
        [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [15] = "SIGTERM", [24] = "SIGXCPU", [31] = "SIGSYS",
    };

    /// <param name="exitCode">Its exit code; null = not known.</param>
    /// <param name="isWindows">Whether the machine is a Windows one: others tell signals by the exit code.</param>
    public static string Of(int? exitCode, bool isWindows) => exitCode switch
    {
        null => "it does not answer any more",
        > SignalBase and <= SignalBase + LastSignal when !isWindows => OfSignal(exitCode.Value - SignalBase),
        < 0 when isWindows => string.Create(CultureInfo.InvariantCulture, $"exit code 0x{exitCode.Value:X8}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}"),
    };

    private static string OfSignal(int signal) => string.Create(
        CultureInfo.InvariantCulture,
        $"signal {signal}{(Signals.TryGetValue(signal, out var name) ? $" ({name})" : string.Empty)}");
}
