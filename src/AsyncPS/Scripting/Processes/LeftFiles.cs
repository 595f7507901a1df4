namespace AsyncPS.Scripting.Processes;

/// <summary>
/// What .NET and PowerShell keep in the temporary folder for those who look into a process (a debugger, dotnet-trace,
/// <c>Enter-PSHostProcess</c>), and what stays there when the process is killed.
/// </summary>
internal static class LeftFiles
{
    /// <summary>Removes those of a process that has ended or is about to. Never throws.</summary>
    public static void Remove(int process)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Pipes are no files there.
        }

        string[] patterns = [$"clr-debug-pipe-{process}-*", $"dotnet-diagnostic-{process}-*", $"CoreFxPipe_PSHost.*.{process}.*"];
        try
        {
            foreach (var file in patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.GetTempPath(), pattern)))
            {
                File.Delete(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They harm nobody.
        }
    }
}
