using System.Diagnostics;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>Ends this process, whatever a job does in it, and all that it started.</summary>
internal static class EndOfProcess
{
    public static void Now()
    {
        using var self = Process.GetCurrentProcess();
        try
        {
            LeftFiles.Remove(self.Id);
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
            {
                UnixProcess.KillGroup(self.Id);
            }

            self.Kill();
        }
    }
}
