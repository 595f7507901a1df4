using System.ComponentModel;
using System.Runtime.InteropServices;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>The signals that a process cannot argue with, and the one that it can.</summary>
internal static class Signals
{
    public const int Terminate = 15;

    // These two have other numbers on other systems.
    public static readonly int Stop = OperatingSystem.IsLinux() ? 19 : 17;
    public static readonly int Continue = OperatingSystem.IsLinux() ? 18 : 19;

    public static void Send(int process, int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to stop and freeze a process with.");
        if (Kill(process, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} did not reach process {process}");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
